package dev.figment.model;

import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.nn.Layer;
import dev.figment.optim.Optimizer;
import dev.figment.optim.Schedule;
import org.jspecify.annotations.Nullable;

/** The values behind a {@link Gan}; changed only while a new recipe is being made. */
final class GanSettings {
  final Layer generator;
  final Layer critic;
  int latentSize = 64;
  GanLoss loss = GanLoss.NON_SATURATING;
  CriticPenalty penalty = CriticPenalty.NONE;
  int criticSteps = 1;
  int generatorSteps = 1;
  int pack = 1;
  Optimizer criticOptimizer = Gan.defaultOptimizer();
  Optimizer generatorOptimizer = Gan.defaultOptimizer();
  double weightClipping = Double.POSITIVE_INFINITY;
  @Nullable Schedule instanceNoise;

  GanSettings(Layer generator, Layer critic) {
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
    criticOptimizer = other.criticOptimizer;
    generatorOptimizer = other.generatorOptimizer;
    weightClipping = other.weightClipping;
    instanceNoise = other.instanceNoise;
  }

  GanSettings latentSize(int value) {
    latentSize = value;
    return this;
  }

  GanSettings loss(GanLoss value) {
    loss = value;
    return this;
  }

  GanSettings penalty(CriticPenalty value) {
    penalty = value;
    return this;
  }

  GanSettings criticSteps(int value) {
    criticSteps = value;
    return this;
  }

  GanSettings generatorSteps(int value) {
    generatorSteps = value;
    return this;
  }

  GanSettings pack(int value) {
    pack = value;
    return this;
  }

  GanSettings optimizers(Optimizer critics, Optimizer generators) {
    criticOptimizer = critics;
    generatorOptimizer = generators;
    return this;
  }

  GanSettings weightClipping(double value) {
    weightClipping = value;
    return this;
  }

  GanSettings instanceNoise(Schedule value) {
    instanceNoise = value;
    return this;
  }

  @Override
  public String toString() {
    return "\n  generator "
        + generator
        + "\n  critic "
        + critic
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
        + "\n  criticOptimizer "
        + criticOptimizer
        + "\n  generatorOptimizer "
        + generatorOptimizer
        + "\n  weightClipping "
        + weightClipping
        + "\n  instanceNoise "
        + (instanceNoise == null ? "none" : instanceNoise);
  }
}
