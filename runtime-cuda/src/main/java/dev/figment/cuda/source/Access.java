package dev.figment.cuda.source;

import dev.figment.DType;
import dev.figment.compile.Walk;

/** How a loop reaches the elements of one operand: all at once, four at a time, or one by one. */
final class Access {
  /** The bytes that one load moves at most, in elements. */
  static final int LANES = 4;

  private final Parameter parameter;
  private final Walk walk;
  private final boolean aligned;

  /** The pointer points to the walk's first element, {@code walk.offset()} into the storage. */
  Access(Parameter parameter, Walk walk) {
    this.parameter = parameter;
    this.walk = walk;
    this.aligned = walk.offset() % LANES == 0;
  }

  Parameter parameter() {
    return parameter;
  }

  DType dtype() {
    return parameter.dtype();
  }

  String pointer() {
    return parameter.name();
  }

  /** Whether all elements are one. */
  boolean isPoint() {
    return walk.isPoint();
  }

  /** Whether four elements, beginning at a multiple of four, lie side by side in 16 bytes. */
  boolean isWide() {
    if (!aligned || walk.step() != 1 || walk.inner() % LANES != 0) {
      return false;
    }
    for (int i = 0; i < walk.getRank() - 1; i++) {
      if (walk.stride(i) % LANES != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether four elements, beginning at a multiple of four, are one and the same. */
  boolean isShared() {
    return walk.step() == 0 && walk.inner() % LANES == 0;
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
