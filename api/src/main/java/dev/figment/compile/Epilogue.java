package dev.figment.compile;

import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.op.Conv;
import dev.figment.op.MatMul;
import dev.figment.op.Pointwise;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows a product or a convolution and may be computed with it: a unit that is its only
 * reader and adds another value, takes the relu, or both. Nobody reads the values in between.
 */
final class Epilogue {
  private final Unit unit;
  private final @Nullable Tensor added;
  private final boolean relu;

  private Epilogue(Unit unit, Tensor product) {
    List<Tensor> nodes = unit.getNodes();
    Tensor first = nodes.get(0);
    this.unit = unit;
    this.relu = nodes.get(nodes.size() - 1).op().equals(Pointwise.RELU);
    this.added =
        first.op().equals(Pointwise.ADD)
            ? first.inputs().get(first.inputs().get(0) == product ? 1 : 0)
            : null;
  }

  /** Those of a schedule, by the product or convolution that they follow. */
  static Map<Tensor, Epilogue> of(Schedule schedule) {
    Program program = schedule.getProgram();
    Map<Tensor, Integer> readers = new HashMap<>();
    for (Tensor node : program.getNodes()) {
      for (Tensor input : node.inputs()) {
        readers.merge(input, 1, Integer::sum);
      }
    }
    Set<Tensor> kept = new HashSet<>(program.getOutputs().values());
    kept.addAll(program.getUpdates().values());
    Map<Tensor, Epilogue> epilogues = new HashMap<>();
    for (Unit unit : schedule.getUnits()) {
      Tensor product = isPlain(unit) ? product(unit.getNodes().get(0)) : null;
      if (product != null && readers.getOrDefault(product, 0) == 1 && !kept.contains(product)) {
        epilogues.put(product, new Epilogue(unit, product));
      }
    }
    return epilogues;
  }

  /** Whether a unit is a sum, a relu or the relu of a sum, and gives nothing else. */
  private static boolean isPlain(Unit unit) {
    List<Tensor> nodes = unit.getNodes();
    Tensor last = nodes.get(nodes.size() - 1);
    boolean adds = nodes.get(0).op().equals(Pointwise.ADD);
    boolean rectifies = last.op().equals(Pointwise.RELU);
    return unit.getOutputs().equals(Collections.singletonList(last))
        && (nodes.size() == 1 ? adds || rectifies : nodes.size() == 2 && adds && rectifies);
  }

  /** The product of two matrices or the convolution that a node reads; null if it reads none. */
  private static @Nullable Tensor product(Tensor node) {
    for (Tensor input : node.inputs()) {
      boolean matrix = input.op() instanceof MatMul && input.getShape().getRank() == 2;
      if (matrix || input.op() instanceof Conv) {
        return input;
      }
    }
    return null;
  }

  /** The unit, which need not be computed by itself then. */
  Unit getUnit() {
    return unit;
  }

  /** What it gives, of the product's shape. */
  Tensor getResult() {
    return unit.getOutputs().get(0);
  }

  /** What it adds, of the product's shape; null if nothing. */
  @Nullable Tensor getAdded() {
    return added;
  }

  /** Whether negative numbers become zero at last. */
  boolean isRelu() {
    return relu;
  }
}
