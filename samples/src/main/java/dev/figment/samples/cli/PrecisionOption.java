package dev.figment.samples.cli;

import dev.figment.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how exactly training computes. */
final class PrecisionOption {
  @Option(
      names = "--precision",
      paramLabel = "NAME",
      description =
          "Of products and convolutions while training: fp32, tf32, bf16 or fp16. Sums and weights"
              + " are always fp32; on a GPU the last two keep large values in 16 bits, and fp16"
              + " scales the loss. Default: fp32.")
  @Nullable String name;

  /** What was given, or a base. */
  Precision or(Precision base) {
    return name == null ? base : Precision.named(name);
  }
}
