package dev.figment.compile;

import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.op.Broadcast;
import dev.figment.op.Cast;
import dev.figment.op.Constant;
import dev.figment.op.Iota;
import dev.figment.op.Placeholder;
import dev.figment.op.Pointwise;
import dev.figment.op.Reduce;
import dev.figment.op.ReplicaMean;
import dev.figment.op.Reshape;
import dev.figment.op.Slice;
import dev.figment.op.Transpose;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Groups point-wise ops over one shape, and reductions that read them, into units; and means over
 * replicas, since many small exchanges take longer than one of all.
 *
 * <p>Groups grow from consumers to producers, so that what only the backward pass needs of a
 * forward value is computed there. Then groups that read the same value are joined. A join that
 * would make a group wait for itself is refused.
 */
public final class Fuse {
  /** More values than this in one unit would spill out of a processor's nearest cache. */
  static final int LARGEST = 48;

  private final UnitGraph graph;

  private Fuse(Program program) {
    this.graph = new UnitGraph(program);
  }

  /** The schedule of a program. */
  public static Schedule of(Program program) {
    Fuse fuse = new Fuse(program);
    fuse.joinMeans();
    fuse.joinConsumers();
    fuse.joinReaders();
    return new Schedule(program, fuse.graph.units());
  }

  /** Whether an op can share a unit with others. */
  static boolean isFusible(Tensor node) {
    return node.op() instanceof Pointwise
        || node.op() instanceof Cast
        || node.op() instanceof Iota
        || node.op() instanceof Reduce;
  }

  /** Whether a value needs no kernel of its own: it is there already, or a view of another. */
  static boolean isFree(Tensor node) {
    return node.op() instanceof Placeholder || node.op() instanceof Constant || isView(node);
  }

  /** Whether a value is another one read in another way. */
  public static boolean isView(Tensor node) {
    return node.op() instanceof Broadcast
        || node.op() instanceof Reshape
        || node.op() instanceof Transpose
        || node.op() instanceof Slice;
  }

  /** The shape that an op runs over. */
  private static Shape space(Tensor node) {
    return node.op() instanceof Reduce ? node.inputs().get(0).getShape() : node.getShape();
  }

  private void joinMeans() {
    List<Tensor> means = new ArrayList<>();
    for (Tensor node : graph.nodes()) {
      if (node.op() instanceof ReplicaMean) {
        means.forEach(mean -> graph.join(mean, node));
        means.add(node);
      }
    }
  }

  private void joinConsumers() {
    List<Tensor> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Tensor node = nodes.get(i);
      if (!isFusible(node) || node.op() instanceof Reduce) {
        continue;
      }
      for (Tensor user : graph.users(node)) {
        joinIfPossible(node, user);
      }
    }
  }

  private void joinReaders() {
    for (Tensor node : graph.nodes()) {
      if (node.getShape().getRank() == 0) {
        continue;
      }
      List<Tensor> readers = new ArrayList<>();
      for (Tensor user : graph.users(node)) {
        if (isFusible(user) && space(user).equals(node.getShape())) {
          readers.add(user);
        }
      }
      for (int i = 1; i < readers.size(); i++) {
        joinIfPossible(readers.get(i - 1), readers.get(i));
      }
    }
  }

  private void joinIfPossible(Tensor a, Tensor b) {
    if (isFusible(a)
        && isFusible(b)
        && space(a).equals(space(b))
        && graph.size(a) + graph.size(b) <= LARGEST) {
      graph.join(a, b);
    }
  }

  /** The distinct members of a list, in its order. */
  static List<Tensor> distinct(List<Tensor> tensors) {
    Set<Tensor> set = new LinkedHashSet<>(tensors);
    return new ArrayList<>(set);
  }
}
