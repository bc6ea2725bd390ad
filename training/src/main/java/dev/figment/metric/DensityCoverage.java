package dev.figment.metric;

import java.util.Locale;

/**
 * Density and coverage (Naeem et al. 2020, eq. 3 and 4), from balls around real examples that reach
 * to the k-th nearest real neighbour. A point on the surface is outside, as in the authors' code.
 */
public final class DensityCoverage {
  /** The number of neighbours in the paper. */
  public static final int NEIGHBOURS = 5;

  private final double density;
  private final double coverage;

  private DensityCoverage(double density, double coverage) {
    this.density = density;
    this.coverage = coverage;
  }

  /** With 5 neighbours. */
  public static DensityCoverage of(Features real, Features generated) {
    return of(real, generated, NEIGHBOURS);
  }

  /**
   * With k neighbours; the time grows with the square of the number of examples.
   *
   * @throws dev.figment.FigmentException if there are no more than k real examples, or the
   *     dimensions differ
   */
  public static DensityCoverage of(Features real, Features generated, int neighbours) {
    String place = "density and coverage";
    Check.comparable(place, real, generated);
    Balls balls = Balls.around(place, real, neighbours);
    long inside = 0;
    int covered = 0;
    for (int ball = 0; ball < balls.getCount(); ball++) {
      int points = 0;
      for (int i = 0; i < generated.getSize(); i++) {
        points += balls.containsInside(ball, generated, i) ? 1 : 0;
      }
      inside += points;
      covered += points > 0 ? 1 : 0;
    }
    return new DensityCoverage(
        (double) inside / neighbours / generated.getSize(), (double) covered / balls.getCount());
  }

  /** How many balls a generated example lies in on average, over k: 1 for equal distributions. */
  public double getDensity() {
    return density;
  }

  /** The share of real examples, from 0 to 1, whose ball holds a generated one. */
  public double getCoverage() {
    return coverage;
  }

  /** For example {@code density 0.871, coverage 0.902}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "density %.3f, coverage %.3f", density, coverage);
  }
}
