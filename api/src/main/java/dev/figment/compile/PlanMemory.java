package dev.figment.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Places values in one arena so that values alive at the same time do not overlap.
 *
 * <p>Time is counted in steps, both ends included. Large values are placed first, each in the
 * lowest gap that holds it.
 */
public final class PlanMemory {
  /**
   * Offsets are multiples of this many bytes: those of a processor's vectors and cache lines, and
   * what cuBLASLt wants of its workspace.
   */
  public static final int ALIGNMENT = 256;

  /** A value that needs room from its first step to its last. */
  public static final class Value {
    private final long bytes;
    private final int first;
    private final int last;
    private long offset = -1;

    public Value(long bytes, int first, int last) {
      if (bytes < 0 || last < first) {
        throw new IllegalArgumentException(bytes + " bytes from " + first + " to " + last);
      }
      this.bytes = bytes;
      this.first = first;
      this.last = last;
    }

    /** Where the value lies in the arena, in bytes; -1 before planning. */
    public long getOffset() {
      return offset;
    }

    public long getBytes() {
      return bytes;
    }

    public int getFirst() {
      return first;
    }

    public int getLast() {
      return last;
    }

    private boolean meets(Value other) {
      return first <= other.last && other.first <= last;
    }

    private long end() {
      return offset + (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
  }

  private PlanMemory() {}

  /** Gives each value its offset and returns the size of the arena in bytes. */
  public static long place(List<Value> values) {
    List<Value> order = new ArrayList<>(values);
    Collections.sort(order, Comparator.comparingLong((Value value) -> -value.bytes));
    List<Value> placed = new ArrayList<>();
    long size = 0;
    for (Value value : order) {
      long offset = 0;
      for (Value other : placed) {
        if (!value.meets(other)) {
          continue;
        }
        if (other.offset - offset >= value.bytes) {
          break;
        }
        offset = Math.max(offset, other.end());
      }
      value.offset = offset;
      insert(placed, value);
      size = Math.max(size, value.end());
    }
    return size;
  }

  /** Keeps the list in the order of offsets. */
  private static void insert(List<Value> placed, Value value) {
    int low = 0;
    int high = placed.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (placed.get(middle).offset <= value.offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    placed.add(low, value);
  }
}
