package dev.figment.cuda;

import dev.figment.FigmentException;
import dev.figment.cuda.driver.GpuSettings;
import java.nio.file.Path;

/** Which GPU is used, and how it computes. Immutable. */
public final class CudaOptions {
  private final GpuSettings settings;

  private CudaOptions(GpuSettings settings) {
    this.settings = settings;
  }

  /**
   * GPU 0, the libraries' first choices of algorithms, and compiled kernels in the folder {@code
   * figment/kernels} of the user's cache.
   */
  public static CudaOptions defaults() {
    return new CudaOptions(new GpuSettings(0, false, false, CacheFolder.ofUser()));
  }

  /** The GPU with this number, from 0, of those that the process sees. */
  public CudaOptions device(int ordinal) {
    if (ordinal < 0) {
      throw new FigmentException("there is no GPU number " + ordinal, "numbers begin at 0");
    }
    return with(ordinal, settings.deterministic(), settings.search(), settings.cache());
  }

  /**
   * Only algorithms that give the same bits each time, without a search; some convolutions are
   * slower then.
   */
  public CudaOptions deterministic() {
    return with(settings.ordinal(), true, settings.search(), settings.cache());
  }

  /**
   * Whether the libraries' first few algorithms for each product and convolution are timed when it
   * is first compiled, and the fastest is taken. The cache remembers it, so that later processes
   * take the same one; another machine, or one with an empty cache, may take another, with other
   * last bits.
   */
  public CudaOptions search(boolean wanted) {
    return with(settings.ordinal(), settings.deterministic(), wanted, settings.cache());
  }

  /**
   * The folder in which compiled kernels and found algorithms are kept, so that they are made and
   * looked for once.
   */
  public CudaOptions cache(Path folder) {
    return with(settings.ordinal(), settings.deterministic(), settings.search(), folder);
  }

  private static CudaOptions with(int ordinal, boolean deterministic, boolean search, Path cache) {
    return new CudaOptions(new GpuSettings(ordinal, deterministic, search, cache));
  }

  GpuSettings settings() {
    return settings;
  }
}
