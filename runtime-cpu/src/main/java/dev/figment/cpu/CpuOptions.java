package dev.figment.cpu;

import dev.figment.FigmentException;

/** How a CPU backend works: on how many threads. */
public final class CpuOptions {
  private final int threads;

  private CpuOptions(int threads) {
    this.threads = threads;
  }

  /** One thread for each processor that the JVM may use. */
  public static CpuOptions defaults() {
    return new CpuOptions(Math.max(1, Runtime.getRuntime().availableProcessors()));
  }

  /** The same with another number of threads, the calling one included. */
  public CpuOptions threads(int count) {
    if (count < 1) {
      throw new FigmentException(
          "a backend cannot work on " + count + " threads", "1 is the calling thread alone");
    }
    return new CpuOptions(count);
  }

  public int getThreads() {
    return threads;
  }

  @Override
  public String toString() {
    return threads + (threads == 1 ? " thread" : " threads");
  }
}
