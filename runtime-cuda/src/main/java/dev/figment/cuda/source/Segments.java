package dev.figment.cuda.source;

import dev.figment.compile.Walk;

/**
 * The dimensions of a loop that reduces, as runs of dimensions that are kept and runs that are
 * reduced, in turns.
 */
final class Segments {
  private final int[] sizes;
  private final boolean[] kept;

  private Segments(int[] sizes, boolean[] kept) {
    this.sizes = sizes;
    this.kept = kept;
  }

  /** Of the way through the results, whose step is 0 where the loop reduces. */
  static Segments of(Walk results) {
    int[] sizes = new int[results.getRank()];
    boolean[] kept = new boolean[results.getRank()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = results.size(i);
      kept[i] = results.stride(i) != 0;
    }
    return new Segments(sizes, kept);
  }

  /** The number of results. */
  int kept() {
    return product(true);
  }

  /** The number of elements that make one result. */
  int reduced() {
    return product(false);
  }

  private int product(boolean which) {
    int product = 1;
    for (int i = 0; i < sizes.length; i++) {
      product *= kept[i] == which ? sizes[i] : 1;
    }
    return product;
  }

  /** Whether neighbours in the loop belong to different results. */
  boolean endsKept() {
    return kept[sizes.length - 1];
  }

  /** The length of the innermost run. */
  int inner() {
    return sizes[sizes.length - 1];
  }

  /**
   * The number of an element in the loop, of its result {@code k} and its number {@code r} there.
   */
  String element() {
    StringBuilder sum = new StringBuilder();
    long below = 1;
    long keptBelow = 1;
    long reducedBelow = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      long inside = kept[i] ? keptBelow : reducedBelow;
      String name = kept[i] ? "k" : "r";
      String coordinate = inside == 1 ? name : name + " / " + inside;
      if (inside * sizes[i] < product(kept[i])) {
        coordinate += " % " + sizes[i];
      }
      if (below > 1) {
        coordinate =
            (coordinate.length() > 1 ? "(" + coordinate + ")" : coordinate) + " * " + below;
      }
      sum.append(sum.length() == 0 ? "" : " + ").append(coordinate);
      below *= sizes[i];
      if (kept[i]) {
        keptBelow *= sizes[i];
      } else {
        reducedBelow *= sizes[i];
      }
    }
    return sum.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sizes.length; i++) {
      text.append(kept[i] ? "k" : "r").append(sizes[i]);
    }
    return text.toString();
  }
}
