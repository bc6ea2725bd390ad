package dev.figment.compile;

import dev.figment.DType;
import dev.figment.op.Pointwise;
import dev.figment.op.Reduce;
import java.util.List;

/**
 * A loop over a shape, built up from what happens to each element.
 *
 * @param <C> the backend's commands
 * @param <S> what stands for the value of an element in the loop
 */
public abstract class Loop<C extends Command, S> {
  /** A value from memory, of the loop's shape. */
  public abstract S load(View view);

  /** One number everywhere. */
  public abstract S constant(DType dtype, double value);

  /** Positions along a dimension. */
  public abstract S positions(DType dtype, int axis);

  /** A function of values of one type. */
  public abstract S apply(Pointwise row, List<S> operands);

  /** The same number as another type. */
  public abstract S convert(DType dtype, S source);

  /** Writes a value to memory. */
  public abstract void store(S source, View view);

  /** Sums or maxima of a value; the result has size 1 where it is reduced and is dense. */
  public abstract void reduce(Reduce.Kind kind, S source, View result);

  /** The command that runs the loop. */
  public abstract C build();
}
