package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.infer.Autoencoder;
import dev.figment.infer.Generator;
import dev.figment.metric.Estimate;
import dev.figment.model.TrainedVae;
import dev.figment.model.Vae;
import dev.figment.optim.Adam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Variational autoencoders. */
final class VaeKind extends ModelKind<VaeSettings, TrainedVae> {
  private static final int LATENTS_AT_ONCE = 500;
  private static final int COLUMNS = 12;
  private static final int STRIPS = 4;

  @Override
  public String name() {
    return "vae";
  }

  @Override
  String title() {
    return "Variational autoencoder";
  }

  @Override
  Class<VaeSettings> settingsType() {
    return VaeSettings.class;
  }

  @Override
  public TrainingSettings trainingDefaults() {
    return new TrainingSettings(10, 128, 1e-3, 0, 1, 0, "auto");
  }

  @Override
  public VaeSettings modelDefaults() {
    return VaeSettings.DEFAULTS;
  }

  @Override
  PixelRange range() {
    return PixelRange.UNIT;
  }

  @Override
  boolean isConditional(VaeSettings model) {
    return model.conditional();
  }

  @Override
  Vae recipe(VaeSettings model, TrainingSettings training, Dataset data) {
    Vae vae =
        networks(model, data.getExampleShape())
            .latentSize(model.latent())
            .likelihood(VaeSettings.likelihood(model.likelihood()))
            .beta(model.beta())
            .freeBits(model.freeBits())
            .optimizer(Adam.learningRate(training.lr()));
    vae = model.conditional() ? vae.conditional() : vae;
    return model.klWarmUp() > 0 ? vae.klWarmUp(model.klWarmUp()) : vae;
  }

  private static Vae networks(VaeSettings model, Shape example) {
    return switch (model.preset()) {
      case "dense" ->
          Vae.dense(example, model.hidden().stream().mapToInt(Integer::intValue).toArray());
      case "conv" -> Vae.convolutional(example, model.width());
      default ->
          throw new FigmentException(
              "there is no preset named " + model.preset() + " for VAEs", "choose dense or conv");
    };
  }

  @Override
  String unit() {
    return "nats per example";
  }

  @Override
  Map<String, String> tiles() {
    Map<String, String> tiles = new LinkedHashMap<>();
    for (String term : List.of("loss", "reconstruction", "kl")) {
      tiles.put(term, "test " + term);
    }
    return tiles;
  }

  @Override
  Map<String, Double> measures(TrainedVae model, Dataset test, int samples) {
    Map<String, Double> measures = new LinkedHashMap<>();
    if (test.getSize() > 1) {
      measures.put("activeUnits", (double) model.activeUnits(test).getCount());
    }
    if (samples > 0) {
      Estimate bound = model.logLikelihood(test, samples, LATENTS_AT_ONCE);
      measures.put("logLikelihood", bound.getMean());
      measures.put("logLikelihood.error", bound.getStandardError());
    }
    return measures;
  }

  @Override
  List<Picture> pictures(ModelDirectory directory, Dataset test, long seed) {
    try (Autoencoder autoencoder = directory.autoencoder();
        Generator decoder = Generator.load(directory.generator())) {
      Encoding few = Encoding.of(autoencoder, Pictures.few(test, COLUMNS));
      List<List<Pixels>> strips = new ArrayList<>();
      for (int i = 0; i < STRIPS; i++) {
        strips.add(few.between(2 * i, 2 * i + 1, COLUMNS));
      }
      return List.of(
          Samples.picture(decoder, "Decoded from random latents.", seed),
          new Picture(
              "reconstructions.png",
              "Reconstructions",
              "Above images of the test data, below what encoder and decoder make of them.",
              Pictures.grid(List.of(few.originals(), few.reconstructions()))),
          new Picture(
              "interpolation.png",
              "Interpolation",
              "From one image of the test data to another, along a line in the latent space.",
              Pictures.grid(strips)));
    }
  }
}
