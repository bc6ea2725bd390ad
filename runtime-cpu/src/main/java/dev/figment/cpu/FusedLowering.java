package dev.figment.cpu;

import dev.figment.Tensor;
import dev.figment.compile.Unit;
import dev.figment.cpu.kernel.Kernel;
import dev.figment.cpu.kernel.LoopBuilder;
import dev.figment.cpu.kernel.Orders;
import dev.figment.cpu.kernel.Slot;
import dev.figment.cpu.kernel.View;
import dev.figment.op.Cast;
import dev.figment.op.Constant;
import dev.figment.op.Iota;
import dev.figment.op.Pointwise;
import dev.figment.op.Reduce;
import java.util.HashMap;
import java.util.Map;

/** Turns a unit of point-wise ops and reductions into one loop. */
final class FusedLowering {
  private final Values values;
  private final int workers;

  FusedLowering(Values values, int workers) {
    this.values = values;
    this.workers = workers;
  }

  Kernel lower(Unit unit) {
    int[] order = order(unit);
    LoopBuilder loop = new LoopBuilder(unit.toString(), unit.getShape(), order, workers);
    Map<Tensor, Slot> slots = new HashMap<>();
    for (Tensor input : unit.getInputs()) {
      slots.put(input, loop.load(values.view(input)));
    }
    for (Tensor node : unit.getNodes()) {
      if (node.op() instanceof Reduce) {
        Slot source = slot(loop, slots, node.inputs().get(0));
        loop.reduce(((Reduce) node.op()).getKind(), source, values.result(node, order));
      } else {
        slots.put(node, compute(loop, slots, node));
      }
    }
    for (Tensor output : unit.getOutputs()) {
      if (!(output.op() instanceof Reduce)) {
        loop.store(slot(loop, slots, output), values.result(output, order));
      }
    }
    return loop.build();
  }

  private static Slot compute(LoopBuilder loop, Map<Tensor, Slot> slots, Tensor node) {
    if (node.op() instanceof Iota) {
      return loop.positions(node.getDtype(), ((Iota) node.op()).getAxis());
    }
    Slot[] operands = new Slot[node.inputs().size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = slot(loop, slots, node.inputs().get(i));
    }
    return node.op() instanceof Cast
        ? loop.convert(node.getDtype(), operands[0])
        : loop.apply((Pointwise) node.op(), operands);
  }

  private static Slot slot(LoopBuilder loop, Map<Tensor, Slot> slots, Tensor tensor) {
    return slots.computeIfAbsent(
        tensor, key -> loop.constant(key.getDtype(), ((Constant) key.op()).getFill()));
  }

  /** Channels last as soon as one input lies so, because convolutions want it. */
  private int[] order(Unit unit) {
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
