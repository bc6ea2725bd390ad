package dev.figment.cuda;

import dev.figment.FigmentException;
import dev.figment.cuda.driver.GpuSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Which GPUs are used, and how they compute. Immutable. */
public final class CudaOptions {
  private final List<Integer> ordinals;
  private final boolean connected;
  private final boolean deterministic;
  private final boolean search;
  private final boolean branches;
  private final Path cache;

  private CudaOptions(
      List<Integer> ordinals,
      boolean connected,
      boolean deterministic,
      boolean search,
      boolean branches,
      Path cache) {
    this.ordinals = ordinals;
    this.connected = connected;
    this.deterministic = deterministic;
    this.search = search;
    this.branches = branches;
    this.cache = cache;
  }

  /**
   * GPU 0, the libraries' first choices of algorithms that give the same bits each time, and
   * compiled kernels in the folder {@code figment/kernels} of the user's cache.
   */
  public static CudaOptions defaults() {
    return new CudaOptions(List.of(0), false, true, false, false, CacheFolder.ofUser());
  }

  /** The GPU with this number, from 0, of those that the process sees. */
  public CudaOptions device(int ordinal) {
    return on(false, ordinal);
  }

  /**
   * The GPUs with these numbers, which share the rows of each batch and need NCCL: each trains a
   * replica of the model, and all replicas stay equal. The first also does what is not a training
   * step. One GPU is connected with itself, which shows whether NCCL works.
   *
   * @throws FigmentException if there is no number, or one stands twice
   */
  public CudaOptions devices(int... numbers) {
    if (numbers.length == 0) {
      throw new FigmentException("no GPU was named", "name at least one, such as devices(0)");
    }
    for (int i = 0; i < numbers.length; i++) {
      int number = numbers[i];
      if (IntStream.of(numbers).limit(i).anyMatch(other -> other == number)) {
        throw new FigmentException(
            "GPU " + number + " is named twice", "a GPU works for one replica; name others");
      }
    }
    return on(true, numbers);
  }

  private CudaOptions on(boolean together, int... numbers) {
    for (int number : numbers) {
      if (number < 0) {
        throw new FigmentException("there is no GPU number " + number, "numbers begin at 0");
      }
    }
    List<Integer> list = IntStream.of(numbers).boxed().toList();
    return new CudaOptions(list, together, deterministic, search, branches, cache);
  }

  /**
   * Whether only algorithms are taken that give the same bits each time, as they are by default. In
   * fp32 and tf32 some gradients of convolutions may be faster by others, whose sums vary.
   */
  public CudaOptions deterministic(boolean wanted) {
    return new CudaOptions(ordinals, connected, wanted, search, branches, cache);
  }

  /**
   * Whether the libraries' first few algorithms for each product and convolution are timed when it
   * is first compiled, and the fastest is taken. The cache remembers it, so that later processes
   * take the same one; another machine, or one with an empty cache, may take another, with other
   * last bits.
   */
  public CudaOptions search(boolean wanted) {
    return new CudaOptions(ordinals, connected, deterministic, wanted, branches, cache);
  }

  /**
   * Whether launches that do not wait for one another are recorded as branches, which a GPU may run
   * at the same time; off by default. The numbers are the same.
   */
  public CudaOptions branches(boolean wanted) {
    return new CudaOptions(ordinals, connected, deterministic, search, wanted, cache);
  }

  /**
   * The folder in which compiled kernels and found algorithms are kept, so that they are made and
   * looked for once.
   */
  public CudaOptions cache(Path folder) {
    return new CudaOptions(ordinals, connected, deterministic, search, branches, folder);
  }

  /** Whether the GPUs were named as a group. */
  boolean isConnected() {
    return connected;
  }

  /** Of each GPU. */
  List<GpuSettings> settings() {
    return ordinals.stream()
        .map(ordinal -> new GpuSettings(ordinal, deterministic, search, branches, cache))
        .toList();
  }

  /** For example {@code GPUs [0, 1] connected, search, cache /home/me/.cache/figment/kernels}. */
  @Override
  public String toString() {
    return "GPUs "
        + ordinals
        + (connected ? " connected" : "")
        + (deterministic ? "" : ", nondeterministic")
        + (search ? ", search" : "")
        + (branches ? ", branches" : "")
        + ", cache "
        + cache;
  }
}
