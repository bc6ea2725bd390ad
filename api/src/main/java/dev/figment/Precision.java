package dev.figment;

import java.util.Locale;

/**
 * How exactly a program's products and convolutions are computed, and how its large values lie in
 * memory. Sums, weights, what becomes of weights, outputs and all other ops have 32 bits in any
 * case; a backend that cannot save by less computes in full.
 */
public enum Precision {
  /** Factors with all 24 bits of their fraction. */
  FP32,
  /** Factors rounded to 11 bits of fraction: three decimal digits, on tensor cores. */
  TF32,
  /** Factors, and large values in memory, of 8 bits of fraction: two decimal digits. */
  BF16,
  /**
   * Factors, and large values in memory, of 11 bits of fraction, none beyond 65504 and few digits
   * below 6e-5: for trainings that scale the loss.
   */
  FP16;

  /** The precision of a name, in lower or upper case. */
  public static Precision named(String name) {
    for (Precision precision : values()) {
      if (precision.toString().equals(name.toLowerCase(Locale.ROOT))) {
        return precision;
      }
    }
    throw new FigmentException(
        "there is no precision named " + name, "the names are fp32, tf32, bf16, fp16");
  }

  /** The name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
