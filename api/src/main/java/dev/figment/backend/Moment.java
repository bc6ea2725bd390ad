package dev.figment.backend;

import dev.figment.FigmentException;

/**
 * A point in what a backend does, behind all that it was asked for before. Two of them tell how
 * long it took to compute what was asked for in between.
 */
public abstract class Moment {
  /**
   * The seconds from an earlier moment of the same backend to this one, by the clock of what
   * computes. Waits until this one is reached.
   *
   * @throws FigmentException if the other is of another backend, or what was asked for failed
   * @throws IllegalStateException if the backend is closed
   */
  public abstract double secondsSince(Moment earlier);

  /** Now, by the clock of the processor: right for a backend that is done when a call returns. */
  public static Moment now() {
    return new OnProcessor(System.nanoTime());
  }

  private static final class OnProcessor extends Moment {
    private final long nanos;

    OnProcessor(long nanos) {
      this.nanos = nanos;
    }

    @Override
    public double secondsSince(Moment earlier) {
      if (earlier instanceof OnProcessor other) {
        return (nanos - other.nanos) * 1e-9;
      }
      throw mixed();
    }
  }

  /** What is thrown for two moments that no clock has in common. */
  protected static FigmentException mixed() {
    return new FigmentException(
        "the two moments are of different backends", "take both from one backend");
  }
}
