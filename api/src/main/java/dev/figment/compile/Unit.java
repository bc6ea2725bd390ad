package dev.figment.compile;

import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.op.Reduce;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a backend runs at once: a single op, point-wise ops over one shape with reductions of their
 * results, or means over replicas.
 */
public final class Unit {
  private final List<Tensor> nodes;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;

  Unit(List<Tensor> nodes, List<Tensor> inputs, List<Tensor> outputs) {
    this.nodes = Collections.unmodifiableList(nodes);
    this.inputs = Collections.unmodifiableList(inputs);
    this.outputs = Collections.unmodifiableList(outputs);
  }

  /** The ops in an order in which they can be computed. */
  public List<Tensor> getNodes() {
    return nodes;
  }

  /** The values from outside, each once; filling constants are not among them. */
  public List<Tensor> getInputs() {
    return inputs;
  }

  /** The values that someone outside reads; the others need no memory. */
  public List<Tensor> getOutputs() {
    return outputs;
  }

  /** Whether it is made of point-wise ops and reductions, maybe of just one. */
  public boolean isFused() {
    return Fuse.isFusible(nodes.get(0));
  }

  /** The shape that point-wise ops run over; reductions read it. */
  public Shape getShape() {
    Tensor first = nodes.get(0);
    return first.op() instanceof Reduce ? first.inputs().get(0).getShape() : first.getShape();
  }

  /** The names of the ops, for example {@code add+relu}. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    for (Tensor node : nodes) {
      names.add(node.op().getName());
    }
    return String.join("+", names);
  }
}
