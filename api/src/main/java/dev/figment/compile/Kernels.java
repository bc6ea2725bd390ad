package dev.figment.compile;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.graph.Variable;
import dev.figment.op.ConvGeometry;
import dev.figment.op.Random;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a backend's commands, one method for each kind of work. Where values lie is decided before,
 * by {@link Plan}; how they are computed is the backend's affair.
 *
 * @param <C> the backend's commands
 */
public abstract class Kernels<C extends Command> {
  private final List<C> commands = new ArrayList<>();

  /** The name of the backend in error messages. */
  public abstract String getBackend();

  /**
   * Whether new values of variables are computed at the end, all together, and not as soon as they
   * can be: that takes memory, and saves launches where one can compute them all.
   */
  protected boolean gathersUpdates() {
    return false;
  }

  /** Whether a command can be one launch together with others of its phase. */
  protected boolean joins(C command) {
    return false;
  }

  /**
   * The order in which a variable of this rank lies, outermost first; the same for all programs.
   * Weights that lie as convolutions want them are neither copied for these nor for their updates.
   */
  public int[] variableOrder(int rank) {
    return Orders.rows(rank);
  }

  /**
   * The format of 16 bits that factors of products and convolutions have, and with them large
   * values; null if all lie in full.
   */
  protected @Nullable Format half() {
    return null;
  }

  /** From how many elements on a value of which no product is made is worth 16 bits. */
  protected int large() {
    return 0;
  }

  /** The memory of a variable, which is the same for all programs. */
  protected abstract Memory variable(Variable variable);

  /** Memory that holds an array for as long as the program lives. */
  protected abstract Memory constant(NdArray array);

  /** The commands so far, in an order in which they could run one after another. */
  final List<C> getCommands() {
    return commands;
  }

  /**
   * Makes one command of several where a backend can, when all values have one; variables are not
   * overwritten yet.
   *
   * @param all the commands, in an order in which they could run one after another, as they must be
   *     afterwards
   * @param updates the new values of variables
   */
  protected void join(List<C> all, Set<Storage> updates) {}

  /** Adds a command that runs after those before it. */
  protected final void add(C command) {
    commands.add(command);
  }

  /** A loop over a shape whose dimensions are run through in this order, outermost first. */
  protected abstract Loop<C, ?> loop(String name, Shape shape, int[] order);

  /** Adds {@code target = left * right}: batches of matrices with dense rows or columns. */
  protected abstract void product(View left, View right, View target);

  /**
   * Adds {@code target = f(left * right + row)} as one command, where the product and the sum are
   * read by nobody else; a backend that has no such command adds nothing, and computes them apart.
   *
   * @param row what is added to each row of the product, dense and in the target's format; null if
   *     nothing
   * @param slope by what f multiplies negative numbers: 0 is the relu, 1 nothing
   * @return whether it was added
   */
  protected boolean product(View left, View right, View target, @Nullable View row, double slope) {
    return false;
  }

  /** The order in which a convolution wants weights of this rank, outermost first. */
  protected abstract int[] weightOrder(int rank);

  /** Adds a convolution; source and target have their channels last. */
  protected abstract void convolution(
      ConvGeometry geometry, View source, View weights, View target);

  /**
   * Adds {@code target = f(convolution + row)} as one command, in the way of {@link #product(View,
   * View, View, View, double)}.
   *
   * @param row what is added to each channel
   * @return whether it was added
   */
  protected boolean convolution(
      ConvGeometry geometry,
      View source,
      View weights,
      View target,
      @Nullable View row,
      double slope) {
    return false;
  }

  /** Adds the gradient of a convolution's source. */
  protected abstract void sourceGradient(
      ConvGeometry geometry, View source, View weights, View target);

  /** Adds the gradient of a convolution's weights. */
  protected abstract void weightsGradient(
      ConvGeometry geometry, View source, View weights, View target);

  /** Adds, for each window, the value where the selector is largest, in any layout. */
  protected abstract void pick(
      ConvGeometry geometry, int[] kernel, View selector, View values, View target);

  /** Adds each window's value up at the place where the selector is largest, in any layout. */
  protected abstract void scatter(
      ConvGeometry geometry, int[] kernel, View selector, View values, View target);

  /** Adds a copy of a table's rows; a number outside gives zeros. All are row-major. */
  protected abstract void gather(View table, View numbers, View rows);

  /** Adds rows up into a table of zeros; a number outside is left out. All are row-major. */
  protected abstract void scatterAdd(View rows, View numbers, View table);

  /** Fills a row-major view with random numbers. */
  protected abstract void random(Random op, View seed, View step, View target);

  /**
   * Adds means over replicas, each from a dense view to another that lies alike; most backends run
   * one replica.
   */
  protected void replicaMeans(List<View> from, List<View> targets) {
    throw new FigmentException(
        "the " + getBackend() + " backend runs one replica of a program, not several",
        "build the program for as many as Backend.getReplicas() says");
  }
}
