package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.infer.Generator;
import dev.figment.loss.GanLoss;
import dev.figment.model.Gan;
import dev.figment.model.TrainedGan;
import dev.figment.optim.Adam;
import dev.figment.optim.Optimizer;
import dev.figment.optim.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generative adversarial networks. */
final class GanKind extends ModelKind<GanSettings, TrainedGan> {
  private static final int SAMPLES = 64;
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
    return new TrainingSettings(25, 64, 2e-4, 0.999, 1, 0, "auto");
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
  Gan recipe(GanSettings model, TrainingSettings training, Dataset data) {
    double criticRate = model.criticLr() == null ? training.lr() : model.criticLr();
    Gan gan =
        networks(model, data.getExampleShape())
            .latentSize(model.latent())
            .loss(GanLoss.named(model.loss()))
            .penalty(Regularizer.parse(model.regularizer()))
            .criticSteps(model.criticSteps())
            .generatorSteps(model.generatorSteps())
            .pack(model.pack())
            .optimizers(adam(criticRate), adam(training.lr()));
    return model.instanceNoise() > 0
        ? gan.instanceNoise(Schedule.constant(model.instanceNoise()))
        : gan;
  }

  private Gan networks(GanSettings model, Shape example) {
    return switch (model.preset()) {
      case "dense" ->
          Gan.dense(
              example, range(), model.hidden().stream().mapToInt(Integer::intValue).toArray());
      case "conv" -> Gan.convolutional(example, range(), model.width());
      default ->
          throw new FigmentException(
              "there is no preset named " + model.preset() + " for GANs", "choose dense or conv");
    };
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
    tiles.put("real", "score of test images");
    tiles.put("fake", "score of generated");
    return tiles;
  }

  @Override
  List<Picture> pictures(ModelDirectory directory, Dataset test, long seed) {
    try (Generator generator = Generator.load(directory.generator())) {
      List<List<Pixels>> strips = new ArrayList<>();
      for (int i = 0; i < STRIPS; i++) {
        strips.add(
            generator.interpolate(
                generator.noise(seed, 2 * i), generator.noise(seed, 2 * i + 1), COLUMNS));
      }
      return List.of(
          new Picture(
              "samples.png",
              "Samples",
              "Generated from random noise.",
              Pictures.square(generator.sample(SAMPLES, seed)).columns(16)),
          new Picture(
              "interpolation.png",
              "Interpolation",
              "From one sample to another, along an arc in the space of the noise.",
              Pictures.grid(strips)));
    }
  }
}
