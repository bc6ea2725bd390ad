package dev.figment.cuda.source;

import dev.figment.compile.Format;
import dev.figment.compile.Walk;
import java.util.List;

/** How a loop reaches the elements of one operand: all at once, a few at a time, or one by one. */
final class Access {
  /** The bytes that one load moves at most. */
  private static final int WIDEST = 16;

  private final Parameter parameter;
  private final Walk walk;

  /** The pointer points to the walk's first element, {@code walk.offset()} into the storage. */
  Access(Parameter parameter, Walk walk) {
    this.parameter = parameter;
    this.walk = walk;
  }

  Parameter parameter() {
    return parameter;
  }

  Format format() {
    return parameter.format();
  }

  /** The same of a loop with so many operands before. */
  Access after(int operands) {
    return new Access(parameter.renumbered(parameter.getNumber() + operands), walk);
  }

  /**
   * How many neighbours a thread takes at once: four numbers of 32 bits, eight where some are of 16
   * bits and nothing else is read one by one for that, or 1.
   *
   * @param run the neighbours that are computed in the same way
   * @param most 4 or 8
   */
  static int lanes(List<Access> accesses, int run, int most) {
    boolean four = accesses.stream().anyMatch(access -> access.isWide(4));
    boolean eight =
        accesses.stream().anyMatch(access -> access.format().isHalf() && access.isWide(8))
            && accesses.stream().allMatch(access -> access.isWide(8) == access.isWide(4));
    if (most == 8 && eight && run % 8 == 0) {
      return 8;
    }
    return four && run % 4 == 0 ? 4 : 1;
  }

  String pointer() {
    return parameter.name();
  }

  /** Whether it is one element after another. */
  boolean isDense() {
    return walk.isDense();
  }

  /** Whether all elements are one. */
  boolean isPoint() {
    return walk.isPoint();
  }

  /** The elements that one load or store moves, of so many that are wanted. */
  int together(int lanes) {
    return Math.min(lanes, WIDEST / format().getBytes());
  }

  /**
   * Whether so many elements, beginning at a multiple of that, lie side by side, aligned as loads
   * of them want it.
   */
  boolean isWide(int lanes) {
    int aligned = together(lanes);
    if (walk.offset() % aligned != 0 || walk.step() != 1 || walk.inner() % lanes != 0) {
      return false;
    }
    for (int i = 0; i < walk.getRank() - 1; i++) {
      if (walk.stride(i) % aligned != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether so many elements, beginning at a multiple of that, are one and the same. */
  boolean isShared(int lanes) {
    return walk.step() == 0 && walk.inner() % lanes == 0;
  }

  /** The position of the element with this number, counted from the first. */
  String index(String element) {
    if (walk.isPoint()) {
      return "0";
    }
    if (walk.getRank() == 1) {
      return times(element, walk.stride(0));
    }
    StringBuilder sum = new StringBuilder();
    long below = 1;
    for (int i = walk.getRank() - 1; i >= 0; i--) {
      String coordinate = below == 1 ? element : element + " / " + below;
      if (i > 0) {
        coordinate += " % " + walk.size(i);
      }
      below *= walk.size(i);
      if (walk.stride(i) != 0) {
        sum.append(sum.length() == 0 ? "" : " + ").append(times(coordinate, walk.stride(i)));
      }
    }
    return sum.length() == 0 ? "0" : sum.toString();
  }

  private static String times(String coordinate, int stride) {
    if (stride == 1) {
      return coordinate;
    }
    boolean simple = coordinate.indexOf(' ') < 0;
    return (simple ? coordinate : "(" + coordinate + ")") + " * " + stride;
  }
}
