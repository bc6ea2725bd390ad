package dev.figment.samples.run;

import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.model.Vae;
import dev.figment.optim.Adam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Variational autoencoders. */
final class VaeKind extends AutoencoderKind<VaeSettings> {
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
    return new TrainingSettings(10, 128, 1e-3, 0, 1, 0, "auto", "fp32");
  }

  @Override
  public VaeSettings modelDefaults() {
    return VaeSettings.DEFAULTS;
  }

  @Override
  boolean isConditional(VaeSettings model) {
    return model.conditional();
  }

  @Override
  Vae recipe(VaeSettings model, TrainingSettings training, Dataset data) {
    Shape example = data.getExampleShape();
    Vae networks =
        switch (model.preset()) {
          case "dense" -> Vae.dense(example, hidden(model));
          case "conv" -> Vae.convolutional(example, model.width());
          default -> throw noPreset(model);
        };
    return tuned(networks, model, Adam.learningRate(training.lr()));
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
}
