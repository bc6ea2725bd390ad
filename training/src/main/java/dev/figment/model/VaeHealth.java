package dev.figment.model;

import dev.figment.NdArray;
import dev.figment.data.Dataset;
import dev.figment.metric.ActiveUnits;
import dev.figment.metric.Features;
import dev.figment.train.Health;
import dev.figment.train.Training;
import java.util.Locale;
import java.util.Objects;

/** Whether the latent of a VAE still says something of the image: its posterior may collapse. */
final class VaeHealth {
  /** How many images are looked at. */
  private static final int IMAGES = 256;

  private VaeHealth() {}

  /** From the active units of the first images; a warning where at most one in twenty is active. */
  static Health of(Training training, ModelFunction encoder) {
    Dataset data = training.getData();
    Dataset some = data.range(0, Math.min(IMAGES, data.getSize()));
    if (some.getSize() < 2) {
      return Health.UNKNOWN;
    }
    NdArray images = Values.of(some);
    NdArray labels = encoder.getLabelNames().isEmpty() ? null : Values.labels(some);
    NdArray means =
        Objects.requireNonNull(
            encoder.run(training.getBackend(), encoder.inputs(images, labels)).get("mean"));
    ActiveUnits units = ActiveUnits.of(Features.of(means));
    return Health.UNKNOWN
        .number("activeUnits", units.getCount())
        .warningIf(
            20 * units.getCount() <= units.getSize(),
            String.format(
                Locale.ROOT,
                "posterior collapse: %d of %d latent dimensions say something of the image; try"
                    + " klWarmUp(steps), freeBits(0.1) or a smaller beta",
                units.getCount(),
                units.getSize()));
  }
}
