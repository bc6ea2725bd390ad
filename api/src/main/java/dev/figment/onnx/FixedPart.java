package dev.figment.onnx;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.op.Placeholder;
import dev.figment.op.Random;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a program computes of variables and constants alone, and so the same in every run: a file
 * holds the results instead of the ops.
 */
final class FixedPart {
  private final Map<Tensor, Variable> variables = new HashMap<>();
  private final Set<Tensor> members = new HashSet<>();

  FixedPart(Program program) {
    program.getVariables().forEach((variable, node) -> variables.put(node, variable));
    for (Tensor node : program.getNodes()) {
      if (variables.containsKey(node) || isComputed(node)) {
        members.add(node);
      }
    }
  }

  private boolean isComputed(Tensor node) {
    return !(node.op() instanceof Placeholder)
        && !(node.op() instanceof Random)
        && !node.getShape().isFree()
        && members.containsAll(node.inputs());
  }

  /** Whether a node depends on variables and constants alone, and not on a free batch. */
  boolean contains(Tensor node) {
    return members.contains(node);
  }

  /** The variable that a node is, or is made of by ops of one input; null if there is none. */
  @Nullable Variable origin(Tensor node) {
    Tensor source = node;
    while (source.inputs().size() == 1) {
      source = source.inputs().get(0);
    }
    return variables.get(source);
  }

  /**
   * The value of a node of the fixed part: a variable's as it is, others computed by the ops'
   * reference implementations in double precision and rounded once.
   */
  NdArray value(Tensor node, Function<Variable, NdArray> weights) {
    Variable own = variables.get(node);
    return own != null
        ? read(own, weights)
        : compute(node, weights, new HashMap<>()).to(node.getDtype());
  }

  private NdArray compute(
      Tensor node, Function<Variable, NdArray> weights, Map<Tensor, NdArray> known) {
    NdArray value = known.get(node);
    if (value != null) {
      return value;
    }
    Variable own = variables.get(node);
    if (own != null) {
      value = read(own, weights).to(DType.F64);
    } else {
      List<NdArray> inputs = new ArrayList<>();
      for (Tensor input : node.inputs()) {
        inputs.add(compute(input, weights, known));
      }
      value = node.op().reference(inputs, node.getType());
    }
    known.put(node, value);
    return value;
  }

  private static NdArray read(Variable variable, Function<Variable, NdArray> weights) {
    NdArray value = weights.apply(variable);
    OnnxTensor.check(variable.getName(), variable.getType(), value);
    return value;
  }
}
