package dev.figment.model;

import dev.figment.NdArray;
import dev.figment.Philox;

/** Latents drawn from the prior, each from a stream of its own. */
final class Latents {
  private Latents() {}

  /** Standard normal, f32 {@code [count, size]}; the same as inference draws for the seed. */
  static NdArray normal(int count, int size, long seed) {
    float[] latents = new float[count * size];
    float[] latent = new float[size];
    for (int i = 0; i < count; i++) {
      Philox.stream(seed, "sample", i).fillNormal(latent);
      System.arraycopy(latent, 0, latents, i * size, size);
    }
    return NdArray.of(latents, count, size);
  }
}
