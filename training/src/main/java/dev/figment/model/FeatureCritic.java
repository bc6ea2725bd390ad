package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.graph.Variable;
import dev.figment.loss.CriticPenalty;
import dev.figment.nn.Mode;
import dev.figment.nn.Network;
import dev.figment.nn.Scope;
import dev.figment.train.DataSpec;
import java.util.List;
import java.util.Map;

/** A critic by whose features images are compared too, bound to variables and checked. */
final class FeatureCritic {
  private final DataSpec data;
  private final Scope scope;
  private final Network body;
  private final Network head;

  /**
   * A critic of data, made by a plan.
   *
   * @param classes that it is told of each example; 0 for none
   */
  FeatureCritic(CriticPlan plan, CriticPenalty penalty, int classes, DataSpec data) {
    this.data = data;
    boolean slopes = penalty.takesSlopes();
    scope = Scope.of("critic", classes);
    body = plan.features(slopes).bind(scope, data.getBatchShape());
    if (body.getOutputShape().getRank() != 2) {
      throw new FigmentException(
              "the critic ends in " + body.getOutputShape() + ", but features are vectors",
              "end it with flatten(); the recipe adds the score")
          .at("critic");
    }
    head = plan.score(slopes, classes > 0).bind(scope.child("score"), body.getOutputShape());
    GanNetworks.checkPenalty(slopes, penalty, scope);
  }

  List<Variable> getWeights() {
    return scope.getWeights();
  }

  /** Features {@code [B, K]} of images. */
  Tensor features(Tensor images, Mode mode) {
    return body.forward(images, mode);
  }

  /** One score {@code [B]} for the features of each image. */
  Tensor score(Tensor features, Mode mode) {
    return head.forward(features, mode).reshape(Shape.of(features.getShape().dim(0)));
  }

  /** Half the squared distance of features, in nats per example. */
  static Tensor distance(Tensor features, Tensor others) {
    return features.minus(others).square().sum(1).mean().times(0.5);
  }

  /** From images to scores. */
  ModelFunction function() {
    return ModelFunction.of(
        "critic",
        "image",
        data.getBatchShape(),
        (x, mode) -> {
          Tensor scores = head.forward(features(x, mode), mode);
          return Map.of("score", scores.reshape(Shape.of(x.getShape().dim(0))));
        });
  }
}
