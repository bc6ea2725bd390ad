package dev.figment.cuda.driver;

import java.nio.file.Path;

/**
 * Which GPU is opened, and how it computes.
 *
 * @param ordinal the GPU's number, from 0
 * @param arithmetic of products and convolutions
 * @param deterministic whether only algorithms are chosen that give the same bits each time
 * @param cache the folder of compiled kernels
 */
public record GpuSettings(int ordinal, Arithmetic arithmetic, boolean deterministic, Path cache) {
  /** How products and convolutions of 32-bit numbers are computed. */
  public enum Arithmetic {
    /** With all 24 bits of a number's fraction. */
    FP32,
    /** On tensor cores, with 11 bits of each factor's fraction; sums have all bits. */
    TF32
  }
}
