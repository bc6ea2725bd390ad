package dev.figment.model;

import dev.figment.loss.Likelihood;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.optim.Optimizer;
import dev.figment.optim.Schedule;

/** The values behind a {@link Vae}; changed only while a new recipe is being made. */
final class VaeSettings {
  final Layer encoder;
  final Layer decoder;
  int latentSize = 16;
  Likelihood likelihood = Likelihood.BERNOULLI;
  boolean conditional;
  Schedule beta = Schedule.constant(1);
  double freeBits;
  int importanceSamples = 1;
  Optimizer optimizer = Adam.learningRate(1e-3);

  VaeSettings(Layer encoder, Layer decoder) {
    this.encoder = encoder;
    this.decoder = decoder;
  }

  VaeSettings(VaeSettings other) {
    encoder = other.encoder;
    decoder = other.decoder;
    latentSize = other.latentSize;
    likelihood = other.likelihood;
    conditional = other.conditional;
    beta = other.beta;
    freeBits = other.freeBits;
    importanceSamples = other.importanceSamples;
    optimizer = other.optimizer;
  }

  @Override
  public String toString() {
    return "\n  encoder "
        + encoder
        + "\n  decoder "
        + decoder
        + "\n  latentSize "
        + latentSize
        + "\n  likelihood "
        + likelihood
        + (conditional ? "\n  conditional" : "")
        + "\n  beta "
        + beta
        + "\n  freeBits "
        + freeBits
        + (importanceSamples > 1 ? "\n  importanceSamples " + importanceSamples : "")
        + "\n  optimizer "
        + optimizer;
  }
}
