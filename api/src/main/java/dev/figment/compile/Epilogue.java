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
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What follows a product or a convolution and may be computed with it: a unit that is its only
 * reader and adds another value, takes the relu or a leaky relu, or both. Nobody reads the values
 * in between.
 */
final class Epilogue {
  private final Unit unit;
  private final @Nullable Tensor added;
  private final double slope;

  private Epilogue(Unit unit, @Nullable Tensor added, double slope) {
    this.unit = unit;
    this.added = added;
    this.slope = slope;
  }

  /** Those of a schedule, by the product or convolution that they follow. */
  static Map<Tensor, Epilogue> of(Schedule schedule) {
    Program program = schedule.getProgram();
    Map<Tensor, Long> readers = readers(program.getNodes());
    Set<Tensor> kept = new HashSet<>(program.getOutputs().values());
    kept.addAll(program.getUpdates().values());
    Map<Tensor, Epilogue> epilogues = new HashMap<>();
    for (Unit unit : schedule.getUnits()) {
      Tensor product = product(unit.getNodes().get(0));
      if (product != null
          && !kept.contains(product)
          && Objects.equals(readers(unit.getNodes()).get(product), readers.get(product))) {
        Epilogue epilogue = of(unit, product);
        if (epilogue != null) {
          epilogues.put(product, epilogue);
        }
      }
    }
    return epilogues;
  }

  /** How often these read each value. */
  private static Map<Tensor, Long> readers(List<Tensor> nodes) {
    return nodes.stream()
        .flatMap(node -> node.inputs().stream())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** What a unit does with a product; null if it does something else, or gives something else. */
  private static @Nullable Epilogue of(Unit unit, Tensor product) {
    List<Tensor> nodes = unit.getNodes();
    Tensor last = nodes.get(nodes.size() - 1);
    if (!unit.getOutputs().equals(Collections.singletonList(last))) {
      return null;
    }
    Tensor first = nodes.get(0);
    boolean adds = first.op().equals(Pointwise.ADD);
    Tensor added = adds ? first.inputs().get(first.inputs().get(0) == product ? 1 : 0) : null;
    Double slope = slope(adds ? first : product, nodes.subList(adds ? 1 : 0, nodes.size()));
    return slope == null ? null : new Epilogue(unit, added, slope);
  }

  /** By what these multiply a value where it is negative; null if they do something else. */
  private static @Nullable Double slope(Tensor value, List<Tensor> nodes) {
    switch (nodes.size()) {
      case 0:
        return 1.0;
      case 1:
        return nodes.get(0).op().equals(Pointwise.RELU) ? (Double) 0.0 : null;
      case 2:
        boolean leaky =
            nodes.get(1).op().equals(Pointwise.MAX)
                && nodes.get(1).inputs().equals(List.of(value, nodes.get(0)));
        return leaky ? Rectified.slope(nodes.get(0), value) : null;
      default:
        return null;
    }
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

  /** By what negative numbers are multiplied at last: 0 for the relu, 1 for nothing. */
  double getSlope() {
    return slope;
  }
}
