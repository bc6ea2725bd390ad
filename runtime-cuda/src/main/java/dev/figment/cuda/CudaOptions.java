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
   * GPU 0, algorithms as fast as they come, and compiled kernels in the folder {@code
   * figment/kernels} of the user's cache.
   */
  public static CudaOptions defaults() {
    return new CudaOptions(new GpuSettings(0, false, CacheFolder.ofUser()));
  }

  /** The GPU with this number, from 0, of those that the process sees. */
  public CudaOptions device(int ordinal) {
    if (ordinal < 0) {
      throw new FigmentException("there is no GPU number " + ordinal, "numbers begin at 0");
    }
    return new CudaOptions(new GpuSettings(ordinal, settings.deterministic(), settings.cache()));
  }

  /** Only algorithms that give the same bits each time; some convolutions are slower then. */
  public CudaOptions deterministic() {
    return new CudaOptions(new GpuSettings(settings.ordinal(), true, settings.cache()));
  }

  /** The folder in which compiled kernels are kept, so that they are compiled once. */
  public CudaOptions cache(Path folder) {
    return new CudaOptions(new GpuSettings(settings.ordinal(), settings.deterministic(), folder));
  }

  GpuSettings settings() {
    return settings;
  }
}
