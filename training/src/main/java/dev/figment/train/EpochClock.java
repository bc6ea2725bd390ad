package dev.figment.train;

/** The time and the examples of the current epoch. */
final class EpochClock {
  private long start = System.nanoTime();
  private long examples;

  void step(int batchSize) {
    examples += batchSize;
  }

  double seconds() {
    return (System.nanoTime() - start) * 1e-9;
  }

  long examples() {
    return examples;
  }

  void restart() {
    start = System.nanoTime();
    examples = 0;
  }
}
