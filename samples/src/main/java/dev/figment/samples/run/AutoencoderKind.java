package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.infer.Autoencoder;
import dev.figment.infer.Generator;
import dev.figment.metric.Estimate;
import dev.figment.model.TrainedVae;
import dev.figment.model.Vae;
import dev.figment.optim.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of model with an encoder and a decoder.
 *
 * @param <S> the settings that only this kind has
 */
abstract class AutoencoderKind<S extends Record> extends ModelKind<S, TrainedVae> {
  private static final int LATENTS_AT_ONCE = 500;
  private static final int COLUMNS = 12;
  private static final int STRIPS = 4;

  @Override
  final PixelRange range() {
    return PixelRange.UNIT;
  }

  /** The VAE with the settings that do not depend on its networks. */
  static Vae tuned(Vae networks, VaeSettings settings, Optimizer optimizer) {
    Vae vae =
        networks
            .latentSize(settings.latent())
            .likelihood(VaeSettings.likelihood(settings.likelihood()))
            .beta(settings.beta())
            .freeBits(settings.freeBits())
            .optimizer(optimizer);
    vae = settings.conditional() ? vae.conditional() : vae;
    // A model of an earlier version says nothing of it, which is read as 0.
    int samples = settings.importanceSamples();
    vae = samples > 1 ? vae.importanceSamples(samples) : vae;
    return settings.klWarmUp() > 0 ? vae.klWarmUp(settings.klWarmUp()) : vae;
  }

  static int[] hidden(VaeSettings settings) {
    return settings.hidden().stream().mapToInt(Integer::intValue).toArray();
  }

  /** The error about a preset that there is not. */
  final FigmentException noPreset(VaeSettings settings) {
    return new FigmentException(
        "there is no preset named " + settings.preset() + " for a " + this, "choose dense or conv");
  }

  @Override
  final Map<String, Double> measures(TrainedVae model, Dataset test, int samples) {
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
  final List<Picture> pictures(ModelDirectory directory, Dataset test, long seed) {
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
