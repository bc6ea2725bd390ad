package dev.figment.samples.run.compare;

import dev.figment.Pixels;
import java.util.List;

/**
 * Images of one model for the report.
 *
 * @param samples new ones
 * @param nearest the training images nearest to the first samples
 * @param strips ways from one image to another
 * @param rebuilt what the model makes of {@link Arena#tested()}, of noisy and of halved ones
 * @param how it rebuilds whole images
 */
record Shown(
    List<Pixels> samples,
    List<Pixels> nearest,
    List<List<Pixels>> strips,
    List<List<Pixels>> rebuilt,
    String how) {}
