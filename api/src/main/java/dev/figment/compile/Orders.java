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

  /**
   * Whether a view has channels innermost and its other dimensions in their order, perhaps with
   * gaps, and is not row-major at the same time.
   */
  public static boolean isChannelsLast(View view) {
    return isChannelsLast(view, false);
  }

  /** The same of a view of which whole dimensions may be repeated. */
  static boolean isRepeatedChannelsLast(View view) {
    return isChannelsLast(view, true);
  }

  private static boolean isChannelsLast(View view, boolean repeated) {
    int rank = view.getRank();
    if (rank < 3 || view.isRows() || view.dim(1) == 1) {
      return false;
    }
    int below = 0;
    for (int i = rank - 1; i >= 0; i--) {
      int axis = channelsLast(rank)[i];
      int stride = view.stride(axis);
      if (view.dim(axis) == 1 || (repeated && axis != 1 && stride == 0)) {
        continue;
      }
      if (axis == 1 ? stride != 1 : stride <= below) {
        return false;
      }
      below = stride;
    }
    return below > 1;
  }
}
