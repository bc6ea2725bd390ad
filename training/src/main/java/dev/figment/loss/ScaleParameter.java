package dev.figment.loss;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import dev.figment.nn.Initializer;
import dev.figment.nn.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The logarithm of a distribution's scale: a fixed number, or one learned number held above {@link
 * #LEAST} by a softplus.
 */
final class ScaleParameter {
  /** The logarithm of the least learned scale, a hundredth of a grey level. */
  private static final double LEAST = -8;

  private final double fixed;
  private final @Nullable Variable learned;

  private ScaleParameter(double fixed, @Nullable Variable learned) {
    this.fixed = fixed;
    this.learned = learned;
  }

  /** A scale that does not change. */
  static ScaleParameter fixed(String what, double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new FigmentException(what + " cannot be " + scale, "use a number above 0");
    }
    return new ScaleParameter(Math.log(scale), null);
  }

  /** A scale that is trained, from about a third on. */
  static ScaleParameter learned(Scope scope) {
    return new ScaleParameter(
        0, scope.weight("logScale", Initializer.constant(-LEAST - 1), 1, 1, 1));
  }

  /** The logarithm of the scale, f32 [1]. */
  Tensor log(Graph graph) {
    if (learned == null) {
      return graph.constant(fixed).reshape(1);
    }
    return graph.read(learned).softplus().plus(LEAST);
  }
}
