package dev.figment.samples.run;

import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.loss.GanLoss;
import dev.figment.model.VaeGan;
import dev.figment.optim.Adam;
import dev.figment.report.Charts;
import dev.figment.report.LineChart;
import dev.figment.train.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Variational autoencoders that are trained to look right to the critic of a GAN. */
final class VaeGanKind extends AutoencoderKind<VaeGanSettings> {
  private static final double CRITIC_RATE = 2e-4;

  @Override
  public String name() {
    return "vae-gan";
  }

  @Override
  String title() {
    return "VAE-GAN";
  }

  @Override
  Class<VaeGanSettings> settingsType() {
    return VaeGanSettings.class;
  }

  @Override
  public TrainingSettings trainingDefaults() {
    return new TrainingSettings(25, 64, 1e-3, 0.999, 1, 0, "auto", "fp32");
  }

  @Override
  public VaeGanSettings modelDefaults() {
    return VaeGanSettings.DEFAULTS;
  }

  @Override
  boolean isConditional(VaeGanSettings model) {
    return model.vae().conditional();
  }

  @Override
  VaeGan recipe(VaeGanSettings model, TrainingSettings training, Dataset data) {
    Double rate = model.criticLr();
    GanLoss loss = GanLoss.named(model.loss());
    Regularizer regularizer = Regularizer.parse(model.regularizer());
    regularizer.check(loss);
    return networks(model, data.getExampleShape())
        .vae(vae -> tuned(vae, model.vae(), Adam.learningRate(training.lr())))
        .loss(loss)
        .penalty(regularizer.penalty())
        .reconstructionWeight(model.reconstructionWeight())
        .pixelWeight(model.pixelWeight())
        .criticOptimizer(Adam.learningRate(rate == null ? CRITIC_RATE : rate).betas(0.5, 0.999));
  }

  private VaeGan networks(VaeGanSettings model, Shape example) {
    return switch (model.vae().preset()) {
      case "dense" -> VaeGan.dense(example, hidden(model.vae()));
      case "conv" -> VaeGan.convolutional(example, model.vae().width());
      default -> throw noPreset(model.vae());
    };
  }

  @Override
  String unit() {
    return "";
  }

  @Override
  Map<String, String> tiles() {
    Map<String, String> tiles = new LinkedHashMap<>();
    tiles.put("features", "test distance in features");
    tiles.put("reconstruction", "test reconstruction, nats");
    tiles.put("kl", "test kl, nats");
    return tiles;
  }

  @Override
  List<LineChart> charts(History history) {
    Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    groups.put("losses", lines("train.loss", "encoder", "train.decoder.loss", "decoder"));
    groups.put(
        "the critic says",
        lines(
            "train.critic.D(real)", "real",
            "train.critic.D(reconstructed)", "reconstructed",
            "train.critic.D(sampled)", "sampled"));
    groups.put(
        "gradients",
        lines(
            "train.gradient", "encoder",
            "train.decoder.gradient", "decoder",
            "train.critic.gradient", "critic"));
    groups.put("diversity", lines("health.diversity", "generated over real"));
    return Charts.grouped(history, groups);
  }
}
