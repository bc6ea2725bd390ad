package dev.figment.metric;

/**
 * The logarithm of a sum of exponentials, {@code m + log sum exp(x - m)} with the largest term m,
 * gathered term by term without overflow.
 */
public final class LogSumExp {
  private double largest = Double.NEGATIVE_INFINITY;
  private double sum;
  private long count;

  /** The logarithm of the sum of the exponentials of all terms; of none it is -infinity. */
  public static double of(double... terms) {
    LogSumExp gathered = new LogSumExp();
    for (double term : terms) {
      gathered.add(term);
    }
    return gathered.get();
  }

  /** Adds a term, which may be infinite. */
  public void add(double term) {
    count++;
    if (term > largest) {
      sum = sum * Math.exp(largest - term) + 1;
      largest = term;
    } else if (term == largest) {
      sum += Double.isInfinite(term) && term < 0 ? 0 : 1;
    } else {
      sum += Math.exp(term - largest);
    }
  }

  /** The logarithm of the sum so far; -infinity before the first term. */
  public double get() {
    return sum == 0 ? Double.NEGATIVE_INFINITY : largest + Math.log(sum);
  }

  /** The logarithm of the mean of the exponentials so far; -infinity before the first term. */
  public double mean() {
    return get() - Math.log((double) Math.max(1, count));
  }
}
