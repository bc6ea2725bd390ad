package dev.figment.cuda.kernel;

import dev.figment.Tensor;
import dev.figment.compile.Pass;
import dev.figment.graph.Program;
import dev.figment.graph.Rewriting;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import dev.figment.op.ConvInputGrad;
import dev.figment.op.ConvWeightGrad;
import dev.figment.op.Op;
import dev.figment.op.Pad;
import dev.figment.op.Slice;
import java.util.List;

/**
 * Lets convolutions have as many zeros behind as before: for others no engine of cuDNN is known.
 * What is more on one side becomes a part of the source.
 */
final class EvenPadding implements Pass {
  /** The first of a source's spatial dimensions. */
  private static final int SPATIAL = 2;

  @Override
  public Program apply(Program program) {
    return Rewriting.of(
        program,
        program.getReplicas(),
        (rewriting, node) ->
            write(rewriting, node, node.inputs().stream().map(rewriting::get).toList()));
  }

  private static Tensor write(Rewriting rewriting, Tensor node, List<Tensor> inputs) {
    Op op = node.op();
    if (op instanceof Conv conv && !isEven(conv.getGeometry())) {
      ConvGeometry geometry = conv.getGeometry();
      return padded(inputs.get(0), geometry).apply(new Conv(even(geometry)), inputs.get(1));
    } else if (op instanceof ConvWeightGrad gradient && !isEven(gradient.getGeometry())) {
      ConvGeometry geometry = gradient.getGeometry();
      return padded(inputs.get(0), geometry)
          .apply(new ConvWeightGrad(even(geometry), spatial(node)), inputs.get(1));
    } else if (op instanceof ConvInputGrad gradient && !isEven(gradient.getGeometry())) {
      ConvGeometry geometry = gradient.getGeometry();
      int[] sizes = spatial(node);
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] += more(geometry, i, true) + more(geometry, i, false);
      }
      Tensor whole = inputs.get(0).apply(new ConvInputGrad(even(geometry), sizes), inputs.get(1));
      return cut(whole, geometry, spatial(node));
    }
    return rewriting.graph().apply(op, inputs);
  }

  private static int[] spatial(Tensor node) {
    return node.getShape().slice(SPATIAL, node.getShape().getRank()).toArray();
  }

  private static boolean isEven(ConvGeometry geometry) {
    for (int i = 0; i < geometry.getSpatialRank(); i++) {
      if (geometry.getPadLow()[i] != geometry.getPadHigh()[i]) {
        return false;
      }
    }
    return true;
  }

  /** The zeros that one side has more than the other. */
  private static int more(ConvGeometry geometry, int dimension, boolean low) {
    int more = geometry.getPadLow()[dimension] - geometry.getPadHigh()[dimension];
    return Math.max(0, low ? more : -more);
  }

  /** With what both sides have. */
  private static ConvGeometry even(ConvGeometry geometry) {
    int[] both = geometry.getPadLow();
    for (int i = 0; i < both.length; i++) {
      both[i] = Math.min(both[i], geometry.getPadHigh()[i]);
    }
    return geometry.pad(both);
  }

  private static Tensor padded(Tensor source, ConvGeometry geometry) {
    Tensor padded = source;
    for (int i = 0; i < geometry.getSpatialRank(); i++) {
      int low = more(geometry, i, true);
      int high = more(geometry, i, false);
      if (low + high > 0) {
        padded = padded.apply(new Pad(SPATIAL + i, low, high, 0));
      }
    }
    return padded;
  }

  private static Tensor cut(Tensor whole, ConvGeometry geometry, int[] sizes) {
    Tensor cut = whole;
    for (int i = 0; i < sizes.length; i++) {
      int low = more(geometry, i, true);
      if (low + more(geometry, i, false) > 0) {
        cut = cut.apply(new Slice(SPATIAL + i, low, sizes[i], 1));
      }
    }
    return cut;
  }
}
