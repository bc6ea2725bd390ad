package dev.figment.graph;

import dev.figment.NdArray;
import dev.figment.TensorType;
import java.util.function.LongFunction;

/**
 * A named place for numbers that a backend keeps between runs: a weight, a moment, an average, a
 * counter.
 *
 * <p>Variables are told apart by identity; names are for people and files, and must be unique
 * within one training.
 */
public final class Variable {
  private final String name;
  private final TensorType type;
  private final LongFunction<NdArray> initial;

  private Variable(String name, TensorType type, LongFunction<NdArray> initial) {
    this.name = name;
    this.type = type;
    this.initial = initial;
  }

  /** A variable whose first value is made from the seed. */
  public static Variable of(String name, TensorType type, LongFunction<NdArray> initial) {
    return new Variable(name, type, initial);
  }

  /** A variable that begins as zeros. */
  public static Variable zeros(String name, TensorType type) {
    return of(name, type, seed -> NdArray.zeros(type));
  }

  /** For example {@code decoder/4 upConv/weight}. */
  public String getName() {
    return name;
  }

  public TensorType getType() {
    return type;
  }

  /** The value to begin with; equal seeds give equal values. */
  public NdArray initialValue(long seed) {
    return initial.apply(seed);
  }

  @Override
  public String toString() {
    return name + " " + type;
  }
}
