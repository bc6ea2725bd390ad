package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.infer.Generator;
import dev.figment.loss.DifferentiableAugmentation;
import dev.figment.loss.GanLoss;
import dev.figment.model.Conditioning;
import dev.figment.model.Gan;
import dev.figment.model.TrainedGan;
import dev.figment.optim.Adam;
import dev.figment.optim.Optimizer;
import dev.figment.optim.Schedule;
import dev.figment.report.Charts;
import dev.figment.report.LineChart;
import dev.figment.train.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generative adversarial networks. */
final class GanKind extends ModelKind<GanSettings, TrainedGan> {
  private static final int COLUMNS = 12;
  private static final int STRIPS = 4;

  @Override
  public String name() {
    return "gan";
  }

  @Override
  String title() {
    return "Generative adversarial network";
  }

  @Override
  Class<GanSettings> settingsType() {
    return GanSettings.class;
  }

  @Override
  public TrainingSettings trainingDefaults() {
    return new TrainingSettings(25, 64, 2e-4, 0.999, 1, 0, "auto", "fp32");
  }

  @Override
  public GanSettings modelDefaults() {
    return GanSettings.DEFAULTS;
  }

  @Override
  PixelRange range() {
    return PixelRange.SIGNED;
  }

  @Override
  boolean isConditional(GanSettings model) {
    return Conditioning.named(model.conditional()) != Conditioning.NONE;
  }

  @Override
  Gan recipe(GanSettings model, TrainingSettings training, Dataset data) {
    double criticRate = model.criticLr() == null ? training.lr() : model.criticLr();
    Gan gan =
        networks(model, data.getExampleShape())
            .latentSize(model.latent())
            .loss(loss(model))
            .criticSteps(model.criticSteps())
            .generatorSteps(model.generatorSteps())
            .pack(model.pack())
            .conditional(Conditioning.named(model.conditional()))
            .augmented(
                model.augment().stream()
                    .map(DifferentiableAugmentation::named)
                    .toArray(DifferentiableAugmentation[]::new))
            .optimizers(adam(criticRate), adam(training.lr()));
    gan = Regularizer.parse(model.regularizer()).applyTo(gan);
    return model.instanceNoise() > 0
        ? gan.instanceNoise(Schedule.constant(model.instanceNoise()))
        : gan;
  }

  private Gan networks(GanSettings model, Shape example) {
    int[] hidden = model.hidden().stream().mapToInt(Integer::intValue).toArray();
    return switch (model.preset()) {
      case "dense" -> Gan.dense(example, range(), hidden);
      case "conv" -> Gan.convolutional(example, range(), model.width());
      case "residual" -> Gan.residual(example, range(), model.width());
      default ->
          throw new FigmentException(
              "there is no preset named " + model.preset() + " for GANs",
              "choose dense, conv or residual");
    };
  }

  private static GanLoss loss(GanSettings model) {
    boolean residual = model.preset().equals("residual");
    String name = model.loss();
    if (name == null) {
      name = (residual ? GanLoss.HINGE : GanLoss.NON_SATURATING).toString();
    }
    GanLoss loss = GanLoss.named(name);
    if (!residual) {
      Regularizer.parse(model.regularizer()).check(loss);
    }
    return model.labelSmoothing() > 0 ? loss.smoothed(model.labelSmoothing()) : loss;
  }

  private static Optimizer adam(double rate) {
    return Adam.learningRate(rate).betas(0.5, 0.999);
  }

  @Override
  String unit() {
    return "";
  }

  @Override
  Map<String, String> tiles() {
    Map<String, String> tiles = new LinkedHashMap<>();
    tiles.put("loss", "test critic loss");
    tiles.put("D(real)", "critic on test images");
    tiles.put("D(fake)", "critic on generated");
    return tiles;
  }

  @Override
  List<LineChart> charts(History history) {
    Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    groups.put(
        "losses",
        lines(
            "train.loss", "critic",
            "train.generator.loss", "generator",
            "test.loss", "critic, test"));
    groups.put(
        "the critic says",
        lines(
            "train.D(real)", "real images",
            "train.D(fake)", "generated",
            "test.D(real)", "test images"));
    groups.put(
        "gradients", lines("train.gradient", "critic", "train.generator.gradient", "generator"));
    groups.put("diversity", lines("health.diversity", "generated over real"));
    return Charts.grouped(history, groups);
  }

  @Override
  List<Picture> pictures(ModelDirectory directory, Dataset test, long seed) {
    try (Generator generator = Generator.load(directory.generator())) {
      int labels = generator.getLabelNames().size();
      List<List<Pixels>> strips = new ArrayList<>();
      for (int i = 0; i < STRIPS; i++) {
        float[] from = generator.noise(seed, 2 * i);
        float[] to = generator.noise(seed, 2 * i + 1);
        strips.add(Samples.between(generator, from, to, COLUMNS, labels == 0 ? null : i % labels));
      }
      return List.of(
          Samples.picture(generator, "Generated from random noise.", seed),
          new Picture(
              "interpolation.png",
              "Interpolation",
              "From one sample to another, along an arc in the space of the noise.",
              Pictures.grid(strips)));
    }
  }
}
