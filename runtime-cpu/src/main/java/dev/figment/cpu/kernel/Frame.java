package dev.figment.cpu.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The registers of one thread: blocks of values on the heap, where the JVM vectorises loops. */
final class Frame {
  /**
   * Elements in a block. With fewer, passes find more of their operands in the nearest cache, but
   * memory is read in shorter runs, which costs more: with 1,024 the loops of a DCGAN's step take
   * 1.1 times as long, those of a WGAN-GP 1.2 times.
   */
  static final int BLOCK = 4096;

  float[][] floats = new float[0][];
  int[][] ints = new int[0][];
  final double[] point = new double[3];
  final float[] first = new float[BLOCK];
  final float[] second = new float[BLOCK];
  final float[] third = new float[BLOCK];
  final int[] whole = new int[BLOCK];
  final int[] other = new int[BLOCK];
  private final List<RunningSum> sums = new ArrayList<>();
  private final FloatBuffer asFloats;
  private final IntBuffer asInts;

  /** The position of the block in the kernel's loop, and its length. */
  int start;

  int count;

  Frame() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * BLOCK).order(ByteOrder.nativeOrder());
    asFloats = bytes.asFloatBuffer();
    asInts = bytes.asIntBuffer();
  }

  /** Makes sure that there are so many registers. */
  void reserve(int floatCount, int intCount) {
    if (floats.length < floatCount) {
      int known = floats.length;
      floats = Arrays.copyOf(floats, floatCount);
      for (int i = known; i < floatCount; i++) {
        floats[i] = new float[BLOCK];
      }
    }
    if (ints.length < intCount) {
      int known = ints.length;
      ints = Arrays.copyOf(ints, intCount);
      for (int i = known; i < intCount; i++) {
        ints[i] = new int[BLOCK];
      }
    }
  }

  /** What a kernel's reduction with this number adds up during a share. */
  RunningSum sum(int number) {
    while (sums.size() <= number) {
      sums.add(new RunningSum());
    }
    return sums.get(number);
  }

  /** Copies the bits of floats; the JVM does not vectorise {@code Float.floatToRawIntBits}. */
  void bits(float[] from, int[] to, int n) {
    asFloats.put(0, from, 0, n);
    asInts.get(0, to, 0, n);
  }

  /** Copies bits back into floats. */
  void values(int[] from, float[] to, int n) {
    asInts.put(0, from, 0, n);
    asFloats.get(0, to, 0, n);
  }
}
