package dev.figment.model;

import dev.figment.NdArray;

/** Latents that a generator makes given images of, as near as could be found. */
public final class Projection {
  private final NdArray latents;
  private final double[] errors;

  Projection(NdArray latents, double[] errors) {
    this.latents = latents;
    this.errors = errors;
  }

  /** F32 {@code [n, latentSize]}. */
  public NdArray getLatents() {
    return latents;
  }

  /**
   * The mean squared difference of an image from what its latent gives, in the data's range; pixels
   * that are not known count as equal.
   */
  public double getError(int image) {
    return errors[image];
  }
}
