package dev.figment.cuda.driver;

import dev.figment.compile.View;
import java.util.Arrays;

/** To how many bytes values are aligned; their storages are aligned to at least 16. */
final class Alignment {
  private static final int FULL = 16;

  private Alignment() {}

  /** Of the first elements of views: 2, 4, 8 or 16. */
  static int[] of(View... views) {
    return Arrays.stream(views)
        .mapToInt(
            view -> Integer.lowestOneBit(view.getFormat().getBytes() * view.getOffset() | FULL))
        .toArray();
  }

  /** Nothing if all are fully aligned. */
  static String words(int[] alignments) {
    boolean full = Arrays.stream(alignments).allMatch(each -> each == FULL);
    return full ? "" : " aligned to " + Arrays.toString(alignments);
  }
}
