package dev.figment.model;

import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.optim.Optimizer;

/** The values behind a {@link VaeGan}; changed only while a new recipe is being made. */
final class VaeGanSettings {
  final CriticPlan critic;
  Vae vae;
  GanLoss loss = GanLoss.NON_SATURATING;
  CriticPenalty penalty = CriticPenalty.NONE;
  double reconstructionWeight = 0.1;
  double pixelWeight;
  Optimizer criticOptimizer = Gan.defaultOptimizer();

  VaeGanSettings(Vae vae, CriticPlan critic) {
    this.vae = vae;
    this.critic = critic;
  }

  VaeGanSettings(VaeGanSettings other) {
    critic = other.critic;
    vae = other.vae;
    loss = other.loss;
    penalty = other.penalty;
    reconstructionWeight = other.reconstructionWeight;
    pixelWeight = other.pixelWeight;
    criticOptimizer = other.criticOptimizer;
  }

  @Override
  public String toString() {
    return vae.settings
        + "\n  critic "
        + critic.features(penalty.takesSlopes())
        + "\n  loss "
        + loss
        + "\n  penalty "
        + penalty
        + "\n  reconstructionWeight "
        + reconstructionWeight
        + "\n  pixelWeight "
        + pixelWeight
        + "\n  criticOptimizer "
        + criticOptimizer;
  }
}
