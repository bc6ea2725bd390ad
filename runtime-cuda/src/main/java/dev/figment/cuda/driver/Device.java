package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import dev.figment.Precision;
import dev.figment.cuda.source.KernelText;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What programs need of a GPU: memory, kernels made of text, and the two libraries. Everything that
 * is launched runs in order.
 */
public abstract class Device implements AutoCloseable {
  /** The GPU and the versions of its libraries, in words. */
  public abstract String describe();

  /**
   * Makes sure that the libraries can compute in a precision.
   *
   * @throws FigmentException if they cannot on this GPU
   */
  public void check(Precision precision) {}

  /** Bytes of memory that nobody uses now. */
  public abstract long getFreeBytes();

  /** Bytes of memory that were allocated here and not freed. */
  public abstract long getUsedBytes();

  /**
   * Memory full of zeros.
   *
   * @param purpose for the error message when there is not enough
   */
  public abstract DeviceMemory allocate(long bytes, String purpose);

  /** Copies a direct buffer's remaining bytes to the GPU; it may be changed afterwards. */
  public abstract void upload(ByteBuffer from, DeviceMemory to, long offset);

  /** Fills a direct buffer's remaining bytes from the GPU, when all before is done. */
  public abstract void download(DeviceMemory from, long offset, ByteBuffer to);

  /** Begins to copy bytes from the GPU, as they are after all that was launched before. */
  public abstract Fetch fetch(DeviceMemory from, long offset, int bytes);

  /** Compiles kernels, all at once. */
  public abstract void prepare(List<KernelText> kernels);

  /** Launches a prepared kernel with pointers to what it takes, in the order of its parameters. */
  public abstract void launch(KernelText kernel, long... addresses);

  /** Chooses how a product is computed; null if the library has no algorithm for its epilogue. */
  public abstract @Nullable Product product(ProductSpec spec);

  /**
   * Chooses how a convolution is computed; null if the library has no engine for what follows it.
   */
  public abstract @Nullable Convolution convolution(ConvSpec spec);

  /** How many GPUs take means together, each for a replica; one at first. */
  public int getReplicas() {
    return 1;
  }

  /**
   * Launches means over all replicas' GPUs in one exchange, which waits for the others; each is
   * used by a thread of its own.
   *
   * @param from the addresses of values
   * @param targets where their means go, which may be the same
   * @param sizes of the values, in floats
   */
  public void means(long[] from, long[] targets, int[] sizes) {
    throw new IllegalStateException("the GPU is not connected with others");
  }

  /** A point behind all that was launched so far, on the GPU's clock. */
  public abstract Mark mark();

  /** Waits until all that was launched is done. */
  public abstract void finish();

  /**
   * Launches what does not wait for one another, as parts of a recording: one after another, or as
   * branches that may run at the same time.
   */
  public void beside(List<Runnable> launches) {
    launches.forEach(Runnable::run);
  }

  /** Records what is launched meanwhile, as one thing to be launched often. */
  public abstract Recording record(Runnable launches);

  @Override
  public abstract void close();

  /** Bytes on their way from the GPU. */
  public interface Fetch {
    /** Waits for them, and fills a direct buffer's remaining bytes with them; called once. */
    void await(ByteBuffer to);
  }

  /** A point in what the GPU does. */
  public interface Mark {
    /** The seconds from an earlier one on the same GPU to this, for which it waits. */
    double secondsSince(Mark earlier);

    /** Lets its place be taken by another; called once, and the last, by any thread. */
    void drop();
  }

  /** A product of matrices. */
  public interface Product {
    /** The bytes of memory that it needs while it runs. */
    long workspaceBytes();

    /** Launches it; the addresses are of the first elements, that of a row 0 if there is none. */
    void launch(long left, long right, long row, long target, long workspace);
  }

  /** A convolution, or one of its gradients. */
  public interface Convolution {
    /** The bytes of memory that it needs while it runs. */
    long workspaceBytes();

    /** Launches it; the addresses are of the first elements, that of a row 0 if there is none. */
    void launch(long source, long weights, long row, long target, long workspace);
  }

  /** Launches that were recorded. */
  public interface Recording extends AutoCloseable {
    /** Runs them again. */
    void launch();

    @Override
    void close();
  }
}
