package dev.figment.metric;

import dev.figment.FigmentException;
import dev.figment.Philox;
import java.util.Arrays;

/**
 * The squared maximum mean discrepancy of two sets of features with the kernel {@code (x . y / d +
 * 1)^3} (Binkowski et al. 2018, section 4): unbiased, so that its expectation is 0 for equal
 * distributions whatever the number of examples, and a single value may be below 0. Without unit.
 *
 * <p>It is called KID only with features of Inception: see {@link FeatureExtractor#getKernelName}.
 */
public final class KernelDistance {
  private static final String PLACE = "kernel distance";

  private KernelDistance() {}

  /**
   * The distance of two sets of features, from all pairs (Gretton et al. 2012, eq. 3).
   *
   * @throws FigmentException if a set has fewer than 2 examples, or the dimensions differ
   */
  public static double of(Features real, Features generated) {
    Check.comparable(PLACE, real, generated);
    Check.atLeast(PLACE, real, 2);
    Check.atLeast(PLACE, generated, 2);
    return within(real) + within(generated) - 2 * between(real, generated);
  }

  /**
   * The mean distance of random subsets, each drawn without replacement, and its standard error.
   * Binkowski et al. take 100 subsets of 1,000.
   *
   * @throws FigmentException if a set has fewer examples than a subset
   */
  public static Estimate inSubsets(
      Features real, Features generated, int subsets, int size, long seed) {
    if (subsets < 1 || size < 2) {
      throw new FigmentException(
              subsets + " subsets of " + size + " examples give no estimate",
              "use at least 1 subset of 2")
          .at(PLACE);
    }
    Check.comparable(PLACE, real, generated);
    Check.atLeast(PLACE, real, size);
    Check.atLeast(PLACE, generated, size);
    double[] distances = new double[subsets];
    for (int i = 0; i < subsets; i++) {
      Philox stream = Philox.stream(seed, PLACE, i);
      Features some = subset(real, size, stream);
      distances[i] = of(some, subset(generated, size, stream));
    }
    return Estimate.of(distances);
  }

  private static Features subset(Features features, int size, Philox stream) {
    return features.select(Arrays.copyOf(stream.permutation(features.getSize()), size));
  }

  /** The mean kernel of different examples of one set. */
  private static double within(Features features) {
    double sum = 0;
    for (int i = 0; i < features.getSize(); i++) {
      for (int j = 0; j < i; j++) {
        sum += kernel(features, i, features, j);
      }
    }
    return 2 * sum / features.getSize() / (features.getSize() - 1);
  }

  private static double between(Features a, Features b) {
    double sum = 0;
    for (int i = 0; i < a.getSize(); i++) {
      for (int j = 0; j < b.getSize(); j++) {
        sum += kernel(a, i, b, j);
      }
    }
    return sum / a.getSize() / b.getSize();
  }

  private static double kernel(Features a, int i, Features b, int j) {
    double inner = a.product(i, b, j) / a.getDimension() + 1;
    return inner * inner * inner;
  }
}
