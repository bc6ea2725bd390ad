package dev.figment.cpu;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.backend.Executable;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.dnnl.Natives;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs on the processor: matrix products and convolutions by oneDNN, the rest by loops of
 * its own, on threads of its own.
 */
public final class CpuBackend extends Backend {
  static final String NAME = "cpu";
  private static final Cleaner CLEANER = Cleaner.create();

  private final CpuOptions options;
  private final Dnnl dnnl;
  private final Variables variables = new Variables();
  private final Set<NativeResources> programs = ConcurrentHashMap.newKeySet();
  private @Nullable Team team;

  private CpuBackend(CpuOptions options, Dnnl dnnl) {
    this.options = options;
    this.dnnl = dnnl;
    this.team = new Team(dnnl, options.getThreads());
  }

  /** A backend with one thread for each processor. */
  public static CpuBackend open() {
    return open(CpuOptions.defaults());
  }

  /** A backend with options. */
  public static CpuBackend open(CpuOptions options) {
    try {
      return new CpuBackend(options, Dnnl.open());
    } catch (LinkageError missing) {
      throw new FigmentException(
          missing,
          "backend cpu does not work here: oneDNN does not load",
          String.valueOf(missing.getMessage()));
    }
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public String getDescription() {
    return NAME + " (" + Natives.describe() + ", " + options + ")";
  }

  /** The threads, if the backend is open. */
  Team team() {
    if (team == null) {
      throw new IllegalStateException("the " + NAME + " backend is closed");
    }
    return team;
  }

  @Override
  public synchronized Executable compile(Program program) {
    team();
    Compiled compiled = new Compiled(program, dnnl, options.getThreads(), variables);
    NativeResources resources = compiled.getResources();
    programs.add(resources);
    Executable executable = new CpuExecutable(this, program, compiled);
    Set<NativeResources> all = programs;
    CLEANER.register(
        executable,
        () -> {
          all.remove(resources);
          resources.free();
        });
    return executable;
  }

  @Override
  public synchronized NdArray read(Variable variable) {
    team();
    NdArray result = NdArray.zeros(variable.getType());
    new Port(view(variable)).read(result);
    return result;
  }

  @Override
  public synchronized void write(Variable variable, NdArray value) {
    team();
    if (!value.getType().equals(variable.getType())) {
      throw new FigmentException(
          "variable " + variable + " cannot be set to an array of type " + value.getType());
    }
    new Port(view(variable)).write(value);
  }

  private View view(Variable variable) {
    if (variable.getType().getDtype() == DType.F64) {
      throw new FigmentException(
          "variable " + variable + " is f64, which the cpu backend does not keep",
          "make it f32, or use the reference backend");
    }
    Storage storage = Storage.fixed("variable " + variable, variables.get(variable));
    return View.rows(storage, variable.getType().getDtype(), variable.getType().getShape());
  }

  @Override
  public synchronized void close() {
    if (team != null) {
      team.close();
      team = null;
      programs.forEach(NativeResources::free);
      programs.clear();
      variables.free();
    }
  }
}
