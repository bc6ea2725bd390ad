package dev.figment.model;

import dev.figment.loss.CriticPenalty;
import dev.figment.loss.DifferentiableAugmentation;
import dev.figment.loss.GanLoss;
import dev.figment.nn.Layer;
import dev.figment.optim.Optimizer;
import dev.figment.optim.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values behind a {@link Gan}; changed only while a new recipe is being made. */
final class GanSettings {
  final Layer generator;
  final CriticPlan critic;
  int latentSize = 64;
  GanLoss loss = GanLoss.NON_SATURATING;
  CriticPenalty penalty = CriticPenalty.NONE;
  int criticSteps = 1;
  int generatorSteps = 1;
  int pack = 1;
  Conditioning conditioning = Conditioning.NONE;
  Optimizer criticOptimizer = Gan.defaultOptimizer();
  Optimizer generatorOptimizer = Gan.defaultOptimizer();
  double weightClipping = Double.POSITIVE_INFINITY;
  @Nullable Schedule instanceNoise;
  List<DifferentiableAugmentation> augmentations = List.of();

  GanSettings(Layer generator, CriticPlan critic) {
    this.generator = generator;
    this.critic = critic;
  }

  GanSettings(GanSettings other) {
    generator = other.generator;
    critic = other.critic;
    latentSize = other.latentSize;
    loss = other.loss;
    penalty = other.penalty;
    criticSteps = other.criticSteps;
    generatorSteps = other.generatorSteps;
    pack = other.pack;
    conditioning = other.conditioning;
    criticOptimizer = other.criticOptimizer;
    generatorOptimizer = other.generatorOptimizer;
    weightClipping = other.weightClipping;
    instanceNoise = other.instanceNoise;
    augmentations = other.augmentations;
  }

  boolean isConditional() {
    return conditioning != Conditioning.NONE;
  }

  @Override
  public String toString() {
    return "\n  generator "
        + generator
        + "\n  critic "
        + critic.network(penalty.takesSlopes(), Conditioning.NONE, 0)
        + "\n  latentSize "
        + latentSize
        + "\n  loss "
        + loss
        + "\n  penalty "
        + penalty
        + "\n  criticSteps "
        + criticSteps
        + "\n  generatorSteps "
        + generatorSteps
        + "\n  pack "
        + pack
        + "\n  conditioning "
        + conditioning
        + "\n  criticOptimizer "
        + criticOptimizer
        + "\n  generatorOptimizer "
        + generatorOptimizer
        + "\n  weightClipping "
        + weightClipping
        + "\n  instanceNoise "
        + (instanceNoise == null ? "none" : instanceNoise)
        + "\n  augmentations "
        + augmentations;
  }
}
