package dev.figment.model;

import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.projectionScore;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.withLabel;

import dev.figment.nn.Dense;
import dev.figment.nn.Initializer;
import dev.figment.nn.Layer;
import dev.figment.nn.ProjectionScore;
import java.util.function.Function;

/**
 * How a critic's network is made, once it is known whether its slopes are penalised and how it is
 * told labels: what comes before the scores, and the last layer.
 */
final class CriticPlan {
  /** As many numbers tell a label beside an example. */
  private static final int LABEL_CHANNELS = 4;

  private final Function<Boolean, Layer> body;
  private final boolean complete;
  private final Initializer initializer;
  private final boolean spectral;

  private CriticPlan(
      Function<Boolean, Layer> body, boolean complete, Initializer initializer, boolean spectral) {
    this.body = body;
    this.complete = complete;
    this.initializer = initializer;
    this.spectral = spectral;
  }

  /**
   * A network of the user's: it ends in the score, or in features where the conditioning adds the
   * last layer.
   */
  static CriticPlan of(Layer network) {
    return new CriticPlan(slopes -> network, true, Initializer.xavier(), false);
  }

  /**
   * A network of a preset, which ends in features.
   *
   * @param body makes it, given whether its slopes are penalised
   * @param initializer of the last layer's weight
   */
  static CriticPlan preset(Function<Boolean, Layer> body, Initializer initializer) {
    return new CriticPlan(body, false, initializer, false);
  }

  /** The same with spectral normalisation of the last layer, unless slopes are penalised. */
  CriticPlan spectralWithoutSlopes() {
    return new CriticPlan(body, complete, initializer, true);
  }

  /**
   * The whole network: one score an example, and behind it one logit for each class if it
   * classifies.
   */
  Layer network(boolean slopes, Conditioning conditioning, int classes) {
    Layer before = body.apply(slopes);
    boolean held = spectral && !slopes;
    return switch (conditioning) {
      case NONE -> complete ? before : stack(before, linear(1, held));
      case CONCATENATION -> {
        Layer label = withLabel(Math.min(classes, LABEL_CHANNELS));
        yield complete ? stack(label, before) : stack(label, before, linear(1, held));
      }
      case PROJECTION -> stack(before, projection(held));
      case AUXILIARY_CLASSIFIER -> stack(before, linear(1 + classes, held));
    };
  }

  /** What comes before the scores of a network that ends in features {@code [N, K]}. */
  Layer features(boolean slopes) {
    return body.apply(slopes);
  }

  /** From features to one score an example, given its label if that is so. */
  Layer score(boolean slopes, boolean conditional) {
    boolean held = spectral && !slopes;
    return conditional ? projection(held) : linear(1, held);
  }

  private ProjectionScore projection(boolean held) {
    ProjectionScore score = projectionScore().initializer(initializer);
    return held ? score.spectralNorm() : score;
  }

  private Dense linear(int units, boolean held) {
    Dense layer = dense(units).initializer(initializer);
    return held ? layer.spectralNorm() : layer;
  }
}
