package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.backend.Moment;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cuda.driver.CudaLibraries;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.driver.Opened;
import dev.figment.cuda.kernel.CudaKernels;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs on a {@link Device}: matrix products and convolutions by its libraries, the rest by
 * kernels that are made for the program. A run is one launch of all of them.
 *
 * <p>Any thread may use it; calls wait for one another.
 */
public final class CudaBackend extends Backend {
  static final String NAME = "cuda";
  private static final Cleaner CLEANER = Cleaner.create();

  /** Below, a value costs a launch and not its bytes. */
  private static final int LARGE = 4096;

  private final String description;
  private final int large;
  private final Variables variables;
  private final Set<Compiled> programs = ConcurrentHashMap.newKeySet();
  private final Set<Compiled> dropped = ConcurrentHashMap.newKeySet();
  private @Nullable Device device;

  /**
   * Opens a GPU, or several as one backend.
   *
   * @throws FigmentException if CUDA does not work here, or there is no such GPU
   */
  public static Backend open(CudaOptions options) {
    @Nullable String problem = CudaLibraries.problem();
    if (problem != null) {
      throw new FigmentException("backend " + NAME + " does not work here", problem);
    }
    return options.isConnected()
        ? CudaReplicas.open(options.settings())
        : new CudaBackend(Gpu.open(options.settings().get(0)));
  }

  /** The versions of the driver and of CUDA's libraries, or that one is missing. Never throws. */
  public static Map<String, String> versions() {
    return CudaLibraries.versions();
  }

  /**
   * The version of the library that only several GPUs need, or that it is missing; nothing where
   * CUDA does not work. Never throws.
   */
  public static Map<String, String> versionsOfSeveral() {
    return CudaLibraries.versionsOfSeveral();
  }

  /** On an open device, which it closes. */
  CudaBackend(Device device) {
    this(device, LARGE);
  }

  /** The same with values in 16 bits from so many elements on, where a precision has them. */
  CudaBackend(Device device, int large) {
    this.device = device;
    this.large = large;
    this.description = NAME + " (" + device.describe() + ")";
    this.variables = new Variables(device);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public String getDescription() {
    return description;
  }

  /** The device, if the backend is open. */
  Device device() {
    if (device == null) {
      throw new IllegalStateException("the " + NAME + " backend is closed");
    }
    return device;
  }

  @Override
  public synchronized CudaExecutable compile(Program program) {
    Device open = device();
    release();
    open.check(program.getPrecision());
    Compiled compiled = new Compiled(program, open, large, variables);
    programs.add(compiled);
    CudaExecutable executable = new CudaExecutable(this, program, compiled);
    Set<Compiled> later = dropped;
    CLEANER.register(executable, () -> later.add(compiled));
    return executable;
  }

  /** Frees programs that nobody can run any more, on the thread that uses the device. */
  private void release() {
    dropped.removeIf(
        compiled -> {
          programs.remove(compiled);
          compiled.free();
          return true;
        });
  }

  @Override
  public synchronized NdArray read(Variable variable) {
    Device open = device();
    NdArray result = NdArray.zeros(variable.getType());
    new Port(view(variable)).read(open, result);
    return result;
  }

  @Override
  public synchronized void write(Variable variable, NdArray value) {
    Device open = device();
    if (!value.getType().equals(variable.getType())) {
      throw new FigmentException(
          "variable " + variable + " cannot be set to an array of type " + value.getType());
    }
    new Port(view(variable)).write(open, value);
  }

  /** A quarter of what is free, and not more than one array on the heap holds. */
  @Override
  public synchronized long getDataRoom() {
    return Math.min(device().getFreeBytes() / 4, Integer.MAX_VALUE);
  }

  @Override
  public synchronized Moment mark() {
    Device.Mark mark = device().mark();
    CudaMoment moment = new CudaMoment(this, mark);
    CLEANER.register(moment, mark::drop);
    return moment;
  }

  private View view(Variable variable) {
    if (variable.getType().getDtype() == DType.F64) {
      throw new FigmentException(
          "variable " + variable + " is f64, which the " + NAME + " backend does not keep",
          "make it f32, or use the reference backend");
    }
    Storage storage = Storage.fixed("variable " + variable, variables.get(variable));
    Shape shape = variable.getType().getShape();
    int[] order = CudaKernels.orderOfVariable(shape.getRank());
    return View.ordered(storage, variable.getType().getDtype(), shape, order);
  }

  @Override
  public synchronized void close() {
    if (device != null) {
      Opened opened = new Opened();
      opened.add(device::close);
      opened.add(variables::free);
      programs.forEach(program -> opened.add(program::free));
      programs.clear();
      dropped.clear();
      device = null;
      opened.close();
    }
  }
}
