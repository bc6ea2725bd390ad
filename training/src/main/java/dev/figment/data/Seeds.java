package dev.figment.data;

import dev.figment.Philox;

/** Keys and orders that follow from a seed and an epoch. */
final class Seeds {
  /** Keeps these keys apart from other uses of the same seed. */
  private static final int DOMAIN = 0x64617461;

  private Seeds() {}

  /** A seed of its own for each epoch. */
  static long ofEpoch(long seed, int epoch) {
    int[] words = new int[4];
    Philox.block((int) seed, (int) (seed >>> 32), epoch, DOMAIN, 0, 0, words);
    return ((long) words[0] << 32) | (words[1] & 0xffffffffL);
  }

  /** Fills an array with the numbers below its length, in the order of an epoch. */
  static void shuffle(long seed, int epoch, int[] order) {
    Philox random = Philox.stream(ofEpoch(seed, epoch), "shuffle");
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }
}
