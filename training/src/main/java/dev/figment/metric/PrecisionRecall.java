package dev.figment.metric;

import java.util.Locale;

/**
 * Improved precision and recall (Kynkaanniemi et al. 2019, eq. 1 and 2): a manifold is the union of
 * balls around examples, each reaching to its k-th nearest neighbour in its own set.
 *
 * <p>One outlier makes a large ball; {@link DensityCoverage} minds that less.
 */
public final class PrecisionRecall {
  /** The number of neighbours in the paper. */
  public static final int NEIGHBOURS = 3;

  private final double precision;
  private final double recall;

  private PrecisionRecall(double precision, double recall) {
    this.precision = precision;
    this.recall = recall;
  }

  /** With 3 neighbours. */
  public static PrecisionRecall of(Features real, Features generated) {
    return of(real, generated, NEIGHBOURS);
  }

  /**
   * With k neighbours; the time grows with the square of the number of examples.
   *
   * @throws dev.figment.FigmentException if a set has no more than k examples, or the dimensions
   *     differ
   */
  public static PrecisionRecall of(Features real, Features generated, int neighbours) {
    String place = "precision and recall";
    Check.comparable(place, real, generated);
    return new PrecisionRecall(
        Balls.around(place, real, neighbours).share(generated),
        Balls.around(place, generated, neighbours).share(real));
  }

  /** The share of generated examples, from 0 to 1, within the manifold of the real ones. */
  public double getPrecision() {
    return precision;
  }

  /** The share of real examples, from 0 to 1, within the manifold of the generated ones. */
  public double getRecall() {
    return recall;
  }

  /** For example {@code precision 0.912, recall 0.450}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "precision %.3f, recall %.3f", precision, recall);
  }
}
