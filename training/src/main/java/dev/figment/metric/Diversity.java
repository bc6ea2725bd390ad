package dev.figment.metric;

import dev.figment.Philox;
import java.util.Arrays;

/**
 * The mean Euclidean distance of pairs of examples, in units of the features: 0 if a generator
 * always makes the same, about that of real examples if it varies as they do.
 */
public final class Diversity {
  private Diversity() {}

  /**
   * The mean distance of all pairs of different examples.
   *
   * @param most how many examples to take at most: of more, a random subset
   * @throws dev.figment.FigmentException if there are fewer than 2 examples
   */
  public static double of(Features features, int most, long seed) {
    Check.atLeast("diversity", features, 2);
    int count = Math.min(features.getSize(), Math.max(2, most));
    Features some = features;
    if (count < features.getSize()) {
      int[] order = Philox.stream(seed, "diversity").permutation(features.getSize());
      some = features.select(Arrays.copyOf(order, count));
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        sum += Math.sqrt(some.squaredDistance(i, some, j));
      }
    }
    return 2 * sum / count / (count - 1);
  }
}
