package dev.figment.cuda.driver;

import dev.figment.compile.View;
import java.util.Arrays;

/** To how many bytes values are aligned; their storages are aligned to 256. */
final class Alignment {
  private Alignment() {}

  /** Of the first elements of views: a power of two from 2 to what is asked for, at most 256. */
  static int[] of(int full, View... views) {
    return Arrays.stream(views)
        .mapToInt(
            view -> Integer.lowestOneBit(view.getFormat().getBytes() * view.getOffset() | full))
        .toArray();
  }

  /** Nothing if all are aligned to as much. */
  static String words(int full, int[] alignments) {
    boolean all = Arrays.stream(alignments).allMatch(each -> each == full);
    return all ? "" : " aligned to " + Arrays.toString(alignments);
  }
}
