package dev.figment.learning;

import static dev.figment.nn.Layers.batchNorm;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.maxout;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.stack;

import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.model.Gan;
import dev.figment.nn.Initializer;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.optim.Schedule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** GANs for points in the plane. */
final class ToyGans {
  private ToyGans() {}

  /**
   * The networks of PacGAN (Lin et al. 2018, section 4.1) at a third of their width.
   *
   * @param learningRate 1e-4 there, with far more steps
   */
  static Gan packed(int pack, Schedule learningRate) {
    Initializer normal = Initializer.normal(0.02);
    List<Layer> generator = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      generator.addAll(List.of(dense(128).initializer(normal).withoutBias(), batchNorm(), relu()));
    }
    generator.add(dense(2).initializer(normal));
    List<Layer> critic = new ArrayList<>(Collections.nCopies(3, maxout(64, 5).initializer(normal)));
    critic.add(dense(1).initializer(normal));
    return Gan.of(stack(generator), stack(critic))
        .latentSize(2)
        .pack(pack)
        .optimizer(Adam.learningRate(learningRate).betas(0.8, 0.999));
  }

  /** The networks of Gulrajani et al. (2017) for such points, at a quarter of the width. */
  static Gan penalised() {
    List<Layer> hidden = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      hidden.addAll(List.of(dense(128).initializer(Initializer.he()), relu()));
    }
    return Gan.of(stack(stack(hidden), dense(2)), stack(stack(hidden), dense(1)))
        .latentSize(2)
        .loss(GanLoss.WASSERSTEIN)
        .penalty(CriticPenalty.gradientPenalty(0.1))
        .criticSteps(5)
        .optimizer(Adam.learningRate(1e-3).betas(0.5, 0.9));
  }
}
