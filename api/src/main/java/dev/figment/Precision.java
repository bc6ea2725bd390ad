package dev.figment;

import java.util.Locale;

/**
 * How exactly a program's products and convolutions are computed. Values are 32-bit numbers in any
 * case, and so are sums, weights and all other ops; a backend that cannot save by less computes in
 * full.
 */
public enum Precision {
  /** Factors with all 24 bits of their fraction. */
  FP32,
  /** Factors rounded to 11 bits of fraction: three decimal digits, on tensor cores. */
  TF32,
  /** Factors rounded to 8 bits of fraction: two decimal digits, the fastest. */
  BF16;

  /** The precision of a name, in lower or upper case. */
  public static Precision named(String name) {
    for (Precision precision : values()) {
      if (precision.toString().equals(name.toLowerCase(Locale.ROOT))) {
        return precision;
      }
    }
    throw new FigmentException(
        "there is no precision named " + name, "the names are fp32, tf32, bf16");
  }

  /** The name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
