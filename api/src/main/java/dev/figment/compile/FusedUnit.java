package dev.figment.compile;

import dev.figment.Tensor;
import dev.figment.op.Cast;
import dev.figment.op.Constant;
import dev.figment.op.Iota;
import dev.figment.op.Pointwise;
import dev.figment.op.Reduce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a unit of point-wise ops and reductions into one loop.
 *
 * @param <S> what stands for the value of an element in the loop
 */
final class FusedUnit<S> {
  private final Unit unit;
  private final Values values;
  private final Loop<?, S> loop;
  private final int[] order;
  private final Map<Tensor, S> known = new HashMap<>();

  private FusedUnit(Unit unit, Values values, Loop<?, S> loop, int[] order) {
    this.unit = unit;
    this.values = values;
    this.loop = loop;
    this.order = order;
  }

  /** The command of a unit, whose dimensions are run through in this order. */
  static <C extends Command, S> C lower(Unit unit, Values values, Loop<C, S> loop, int[] order) {
    new FusedUnit<>(unit, values, loop, order).fill();
    return loop.build();
  }

  private void fill() {
    for (Tensor input : unit.getInputs()) {
      known.put(input, loop.load(values.view(input)));
    }
    for (Tensor node : unit.getNodes()) {
      if (node.op() instanceof Reduce) {
        S source = value(node.inputs().get(0));
        loop.reduce(((Reduce) node.op()).getKind(), source, values.result(node, order));
      } else {
        known.put(node, compute(node));
      }
    }
    for (Tensor output : unit.getOutputs()) {
      if (!(output.op() instanceof Reduce)) {
        loop.store(value(output), values.result(output, order));
      }
    }
  }

  private S compute(Tensor node) {
    if (node.op() instanceof Iota) {
      return loop.positions(node.getDtype(), ((Iota) node.op()).getAxis());
    }
    List<S> operands = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      operands.add(value(input));
    }
    return node.op() instanceof Cast
        ? loop.convert(node.getDtype(), operands.get(0))
        : loop.apply((Pointwise) node.op(), operands);
  }

  private S value(Tensor tensor) {
    return known.computeIfAbsent(
        tensor, key -> loop.constant(key.getDtype(), ((Constant) key.op()).getFill()));
  }

  /** Channels last as soon as one input lies so, because convolutions want it. */
  static int[] order(Unit unit, Values values) {
    int rank = unit.getShape().getRank();
    for (Tensor input : unit.getInputs()) {
      View view = values.view(input);
      if (input.getShape().equals(unit.getShape()) && Orders.isChannelsLast(view)) {
        return Orders.channelsLast(rank);
      }
    }
    return Orders.rows(rank);
  }
}
