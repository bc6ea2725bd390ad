package dev.figment.samples.run;

import org.jspecify.annotations.Nullable;

/**
 * What makes a VAE-GAN, as it is kept in {@code config.json}.
 *
 * @param vae the autoencoder
 * @param loss the name of the critic's loss, such as {@code hinge}
 * @param regularizer what holds the critic, as {@link Regularizer} reads it
 * @param criticLr the critic's learning rate, or null for its own
 * @param reconstructionWeight how much reconstruction counts for the decoder against the critic
 * @param pixelWeight how much the likelihood of pixels counts beside the critic's features
 */
public record VaeGanSettings(
    VaeSettings vae,
    String loss,
    String regularizer,
    @Nullable Double criticLr,
    double reconstructionWeight,
    double pixelWeight) {

  /** What holds for options that are not given. */
  public static final VaeGanSettings DEFAULTS =
      new VaeGanSettings(VaeSettings.DEFAULTS, "non-saturating", "none", null, 0.1, 0);
}
