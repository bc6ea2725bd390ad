package dev.figment.compile;

import java.util.Arrays;

/** The orders in which dimensions lie in memory, outermost first. */
public final class Orders {
  private Orders() {}

  /** As they are named: row-major. */
  public static int[] rows(int rank) {
    int[] order = new int[rank];
    Arrays.setAll(order, i -> i);
    return order;
  }

  /** With dimension 1, the channels, innermost. */
  public static int[] channelsLast(int rank) {
    int[] order = new int[rank];
    for (int i = 1; i < rank - 1; i++) {
      order[i] = i + 1;
    }
    order[rank - 1] = 1;
    return order;
  }

  /** Whether a view has channels innermost, and is not row-major at the same time. */
  public static boolean isChannelsLast(View view) {
    int rank = view.getRank();
    return rank >= 3 && rank <= 4 && !view.isRows() && view.isDense(channelsLast(rank));
  }
}
