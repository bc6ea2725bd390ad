package dev.figment.onnx;

import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.op.Broadcast;
import dev.figment.op.Constant;
import dev.figment.op.Conv;
import dev.figment.op.ConvInputGrad;
import dev.figment.op.MatMul;
import dev.figment.op.Placeholder;
import dev.figment.op.Pointwise;
import dev.figment.op.Reshape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes fixed numbers that scale and shift the result of a linear op into its weight and one sum:
 * {@code (x W + b - m) * s + t} becomes {@code x (W s) + ((b - m) s + t)}. So batch norm in
 * inference disappears in the layer before it.
 */
final class FoldScales {
  /** The value {@code op * scale + shift} under a shape. */
  private static final class Scaled {
    /** A linear op of the old program, with a fixed weight as second input. */
    final Tensor op;

    /** The value's shape: that of the op, or another of as many elements an example. */
    final Shape shape;

    /** In the new graph, of shapes that broadcast to the op's; null for 1 and 0. */
    final @Nullable Tensor scale;

    final @Nullable Tensor shift;

    Scaled(Tensor op, Shape shape, @Nullable Tensor scale, @Nullable Tensor shift) {
      this.op = op;
      this.shape = shape;
      this.scale = scale;
      this.shift = shift;
    }

    Scaled times(Tensor factor) {
      return new Scaled(
          op,
          shape,
          scale == null ? factor : scale.times(factor),
          shift == null ? null : shift.times(factor));
    }

    Scaled plus(Tensor offset) {
      return new Scaled(op, shape, scale, shift == null ? offset : shift.plus(offset));
    }
  }

  private final Graph graph = new Graph();
  private final FixedPart fixed;
  private final Map<Tensor, Integer> uses = new HashMap<>();
  private final Map<Tensor, Scaled> scaled = new HashMap<>();
  private final Map<Tensor, Tensor> known = new HashMap<>();

  private FoldScales(Program program) {
    this.fixed = new FixedPart(program);
    for (Tensor node : program.getNodes()) {
      node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
    }
    program.getOutputs().values().forEach(node -> uses.merge(node, 1, Integer::sum));
  }

  /** A program that computes the same, with the same inputs, variables and outputs. */
  static Program of(Program program) {
    return new FoldScales(program).rewrite(program);
  }

  private Program rewrite(Program program) {
    program.getInputs().forEach((name, node) -> known.put(node, graph.input(name, node.getType())));
    program.getVariables().forEach((variable, node) -> known.put(node, graph.read(variable)));
    for (Tensor node : program.getNodes()) {
      if (node.op() instanceof Placeholder) {
        continue;
      }
      Scaled form = graph.within(node.place(), () -> scaled(node));
      if (form != null) {
        scaled.put(node, form);
      } else {
        known.put(node, copy(node, get(node.inputs())));
      }
    }
    program.getOutputs().forEach((name, node) -> graph.output(name, get(node)));
    return graph.build(program.getName());
  }

  private Tensor copy(Tensor node, List<Tensor> inputs) {
    return graph.within(node.place(), () -> graph.apply(node.op(), inputs));
  }

  private List<Tensor> get(List<Tensor> nodes) {
    List<Tensor> found = new ArrayList<>();
    nodes.forEach(node -> found.add(get(node)));
    return found;
  }

  /** A node in the new graph. */
  private Tensor get(Tensor node) {
    Tensor found = known.get(node);
    if (found == null) {
      Scaled form = scaled.get(node);
      if (form == null) {
        throw new IllegalStateException(node + " is read before it is computed");
      }
      found = graph.within(form.op.place(), () -> write(form));
      known.put(node, found);
    }
    return found;
  }

  private Tensor write(Scaled form) {
    List<Tensor> inputs = get(form.op.inputs());
    if (form.scale != null) {
      inputs.set(1, inputs.get(1).times(asWeight(form.op, form.scale)));
    }
    Tensor value = graph.apply(form.op.op(), inputs);
    return (form.shift == null ? value : value.plus(form.shift)).reshape(form.shape);
  }

  /** A factor of the results of a linear op as a factor of its weight. */
  private static Tensor asWeight(Tensor op, Tensor scale) {
    boolean outputsFirst =
        op.op() instanceof MatMul ? ((MatMul) op.op()).isTransposeRight() : op.op() instanceof Conv;
    if (!outputsFirst) {
      return scale;
    }
    int[] dims = scale.getShape().toArray();
    dims[0] = dims[1];
    dims[1] = 1;
    return scale.reshape(Shape.of(dims));
  }

  // ---- which values have the form

  /** A node as a linear op's scaled and shifted result; null if it is not one. */
  private @Nullable Scaled scaled(Tensor node) {
    if (isLinear(node)) {
      return new Scaled(node, node.getShape(), null, null);
    }
    Scaled first = node.inputs().isEmpty() ? null : only(node.inputs().get(0));
    if (node.op() instanceof Reshape) {
      boolean keepsExamples =
          first != null
              && first.op.op() instanceof MatMul
              && node.getShape().getRank() > 0
              && node.getShape().dim(0) == first.shape.dim(0);
      return first != null && keepsExamples
          ? new Scaled(first.op, node.getShape(), first.scale, first.shift)
          : null;
    }
    if (!(node.op() instanceof Pointwise) || node.inputs().size() != 2) {
      return null;
    }
    if (first != null) {
      return combined(node, first, node.inputs().get(1));
    }
    Scaled second = only(node.inputs().get(1));
    boolean commutes = node.op().equals(Pointwise.ADD) || node.op().equals(Pointwise.MUL);
    return second != null && commutes ? combined(node, second, node.inputs().get(0)) : null;
  }

  private boolean isLinear(Tensor node) {
    boolean linear =
        node.op() instanceof Conv
            || (node.op() instanceof MatMul && node.getShape().getRank() == 2)
            || (node.op() instanceof ConvInputGrad
                && ((ConvInputGrad) node.op()).getGeometry().getGroups() == 1);
    return linear && fixed.contains(node.inputs().get(1)) && !fixed.contains(node.inputs().get(0));
  }

  /** The form of a node that nobody but the node at hand reads. */
  private @Nullable Scaled only(Tensor node) {
    return Integer.valueOf(1).equals(uses.get(node)) ? scaled.get(node) : null;
  }

  private @Nullable Scaled combined(Tensor node, Scaled form, Tensor other) {
    Tensor number = number(form, other);
    if (number == null) {
      return null;
    } else if (node.op().equals(Pointwise.ADD)) {
      return form.plus(number);
    } else if (node.op().equals(Pointwise.SUB)) {
      return form.plus(number.unaryMinus());
    } else if (node.op().equals(Pointwise.MUL)) {
      return form.times(number);
    }
    return node.op().equals(Pointwise.DIV) ? form.times(number.reciprocal()) : null;
  }

  /**
   * An operand of a value as fixed numbers that go with the linear op's results: one for each
   * output feature of a product, for each channel of a convolution. Null if it is something else.
   */
  private @Nullable Tensor number(Scaled form, Tensor operand) {
    Tensor narrow = operand.op() instanceof Broadcast ? operand.inputs().get(0) : operand;
    int rank = form.shape.getRank();
    if (narrow.op() instanceof Constant && ((Constant) narrow.op()).isFill()) {
      int[] ones = new int[form.op.getShape().getRank()];
      Arrays.fill(ones, 1);
      return graph.fill(
          ((Constant) narrow.op()).getFill(), TensorType.of(narrow.getDtype(), Shape.of(ones)));
    }
    if (!fixed.contains(narrow) || narrow.getShape().dim(0) != 1) {
      return null;
    }
    if (form.op.op() instanceof MatMul) {
      Tensor number = get(narrow);
      Shape each = form.op.getShape().withDim(0, 1);
      return form.shape.equals(form.op.getShape())
          ? number
          : number.broadcast(form.shape.withDim(0, 1)).reshape(each);
    }
    for (int i = 2; i < rank; i++) {
      if (narrow.getShape().dim(i) != 1) {
        return null;
      }
    }
    return get(narrow);
  }
}
