package dev.figment.compile;

import dev.figment.DType;
import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.op.Cast;
import dev.figment.op.Concat;
import dev.figment.op.Conv;
import dev.figment.op.ConvInputGrad;
import dev.figment.op.ConvWeightGrad;
import dev.figment.op.MatMul;
import dev.figment.op.MaxPool;
import dev.figment.op.MaxPoolScatter;
import dev.figment.op.Op;
import dev.figment.op.Pad;
import dev.figment.op.Pointwise;
import dev.figment.op.ReplicaMean;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a program lie in 16 bits, where a backend wants that.
 *
 * <p>In full stay variables, inputs, sums and maxima, random numbers, what is made into whole
 * numbers, and every value of which an output or a variable's new value is made without a sum in
 * between: a weight's gradient, say. Of the others those lie in 16 bits that are large, or that a
 * product or convolution reads, which takes factors of 16 bits only. What a convolution gives has
 * 16 bits in any case, because libraries know no other result of such factors.
 */
final class Halves {
  private final @Nullable Format half;
  private final Set<Tensor> full = new HashSet<>();
  private final Set<Tensor> factors = new HashSet<>();
  private final Set<Tensor> halves = new HashSet<>();

  /**
   * Chooses.
   *
   * @param half the format of 16 bits; null if everything lies in full
   * @param large from how many elements on a value is large
   */
  Halves(Program program, @Nullable Format half, int large) {
    this.half = half;
    if (half == null) {
      return;
    }
    full.addAll(program.getOutputs().values());
    full.addAll(program.getUpdates().values());
    List<Tensor> nodes = program.getNodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      look(nodes.get(i));
    }
    for (Tensor node : nodes) {
      if (node.getDtype() == DType.F32 && isHalf(node, large)) {
        halves.add(node);
      }
    }
  }

  /** How a value that is computed lies in memory. */
  Format of(Tensor tensor) {
    return half != null && halves.contains(tensor) ? half : Format.of(tensor.getDtype());
  }

  /** How a product or convolution takes what lies in a format. */
  Format ofFactor(Format format) {
    return half != null && format == Format.F32 ? half : format;
  }

  /** Hands on what is known of a node to what it reads. */
  private void look(Tensor node) {
    Op op = node.op();
    boolean view = Fuse.isView(node);
    if (op instanceof MatMul || isConvolution(op) || (view && factors.contains(node))) {
      factors.addAll(node.inputs());
    }
    boolean single =
        view
            || op instanceof Pointwise
            || op instanceof Cast
            || op instanceof ReplicaMean
            || isMove(op);
    if ((single && full.contains(node)) || (op instanceof Cast && node.getDtype() == DType.I32)) {
      full.addAll(node.inputs());
    }
  }

  private boolean isHalf(Tensor node, int large) {
    Op op = node.op();
    boolean able =
        op instanceof MatMul || op instanceof Pointwise || op instanceof Cast || isMove(op);
    boolean worth = node.getShape().getSize() >= large || factors.contains(node);
    return isConvolution(op) || (able && worth && !full.contains(node));
  }

  private static boolean isConvolution(Op op) {
    return op instanceof Conv || op instanceof ConvInputGrad || op instanceof ConvWeightGrad;
  }

  /** Whether numbers only go to other places; a scatter adds few of them up. */
  private static boolean isMove(Op op) {
    return op instanceof Pad
        || op instanceof Concat
        || op instanceof MaxPool
        || op instanceof MaxPoolScatter;
  }
}
