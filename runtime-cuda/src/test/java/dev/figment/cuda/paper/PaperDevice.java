package dev.figment.cuda.paper;

import dev.figment.cuda.driver.ConvSpec;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.driver.Epilogue;
import dev.figment.cuda.driver.ProductSpec;
import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.Parameter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A device that hands out addresses, computes nothing, and notes what it is asked to touch. */
public class PaperDevice extends Device {
  private static final long PAGE = 1 << 12;
  private static final long WORKSPACE = 1000;

  private final List<Long> read = new ArrayList<>();
  private final List<Long> written = new ArrayList<>();
  private final Map<String, KernelText> kernels = new LinkedHashMap<>();
  private final Set<ConvSpec> convolutions = new LinkedHashSet<>();
  private final boolean epilogues;
  private long next = PAGE;

  /** One whose libraries have epilogues for products and convolutions. */
  public PaperDevice() {
    this(true);
  }

  PaperDevice(boolean epilogues) {
    this.epilogues = epilogues;
  }

  /** The kernels that it was asked to compile, each once. */
  public List<KernelText> getKernels() {
    return List.copyOf(kernels.values());
  }

  /** The convolutions that it was asked for, each once. */
  Set<ConvSpec> getConvolutions() {
    return convolutions;
  }

  /** The addresses that were read since the last {@link #forget}. */
  List<Long> read() {
    return read;
  }

  /** The addresses that were written since the last {@link #forget}. */
  List<Long> written() {
    return written;
  }

  /** Begins to note anew. */
  void forget() {
    read.clear();
    written.clear();
  }

  @Override
  public String describe() {
    return "paper";
  }

  @Override
  public long getFreeBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public long getUsedBytes() {
    return 0;
  }

  @Override
  public DeviceMemory allocate(long bytes, String purpose) {
    DeviceMemory memory = new PaperMemory(next, bytes);
    next += (bytes / PAGE + 1) * PAGE;
    return memory;
  }

  @Override
  public void upload(ByteBuffer from, DeviceMemory to, long offset) {}

  @Override
  public void download(DeviceMemory from, long offset, ByteBuffer to) {}

  @Override
  public Fetch fetch(DeviceMemory from, long offset, int bytes) {
    throw new UnsupportedOperationException("nothing can be read from paper");
  }

  @Override
  public void prepare(List<KernelText> wanted) {
    wanted.forEach(kernel -> kernels.put(kernel.getName(), kernel));
  }

  @Override
  public void launch(KernelText kernel, long... addresses) {
    List<Parameter> parameters = kernel.getParameters();
    for (int i = 0; i < addresses.length; i++) {
      boolean constant = parameters.get(i).toString().startsWith("const ");
      (constant ? read : written).add(addresses[i]);
    }
  }

  @Override
  public @Nullable Product product(ProductSpec spec) {
    if (!epilogues && spec.getEpilogue() != Epilogue.NONE) {
      return null;
    }
    return new Product() {
      @Override
      public long workspaceBytes() {
        return WORKSPACE;
      }

      @Override
      public void launch(long left, long right, long row, long target, long workspace) {
        read.addAll(row == 0 ? List.of(left, right) : List.of(left, right, row));
        written.addAll(List.of(target, workspace));
      }
    };
  }

  @Override
  public @Nullable Convolution convolution(ConvSpec spec) {
    convolutions.add(spec);
    if (!epilogues && spec.hasRow()) {
      return null;
    }
    return new Convolution() {
      @Override
      public long workspaceBytes() {
        return WORKSPACE;
      }

      @Override
      public void launch(long source, long weights, long row, long target, long workspace) {
        ConvSpec.Kind kind = spec.getKind();
        (kind == ConvSpec.Kind.SOURCE_GRADIENT ? written : read).add(source);
        (kind == ConvSpec.Kind.WEIGHTS_GRADIENT ? written : read).add(weights);
        (kind == ConvSpec.Kind.FORWARD ? written : read).add(target);
        if (row != 0) {
          read.add(row);
        }
        written.add(workspace);
      }
    };
  }

  /** Two, for programs that two devices run together. */
  @Override
  public int getReplicas() {
    return 2;
  }

  @Override
  public void means(long[] from, long[] targets, int[] sizes) {
    Arrays.stream(from).forEach(read::add);
    Arrays.stream(targets).forEach(written::add);
  }

  @Override
  public Mark mark() {
    throw new UnsupportedOperationException("paper has no clock");
  }

  @Override
  public void finish() {}

  @Override
  public Recording record(Runnable launches) {
    throw new UnsupportedOperationException("nothing can be run on paper");
  }

  @Override
  public void close() {}
}
