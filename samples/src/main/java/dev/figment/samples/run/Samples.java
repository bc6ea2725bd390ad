package dev.figment.samples.run;

import dev.figment.Pixels;
import dev.figment.infer.Generator;
import dev.figment.report.ImageGrid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pictures of what a generator or decoder makes of random noise. */
public final class Samples {
  private static final int IN_REPORT = 64;
  private static final int COLUMNS = 16;
  private static final int MOST_ROWS = 20;

  private Samples() {}

  /** Images in a square, of each label in turn if the generator takes labels. */
  public static ImageGrid square(Generator generator, int count, long seed) {
    return Pictures.square(generator.sample(count, seed));
  }

  /** Images of one label, in a square. */
  public static ImageGrid ofLabel(Generator generator, int label, int count, long seed) {
    return Pictures.square(generator.sample(LabelChoice.repeated(label, count), seed));
  }

  /**
   * A row for each label, and in each column images of the same noise.
   *
   * @param labels how many, from the first on
   */
  public static ImageGrid rows(Generator generator, int labels, int columns, long seed) {
    float[][] noise = new float[columns][];
    for (int i = 0; i < columns; i++) {
      noise[i] = generator.noise(seed, i);
    }
    List<List<Pixels>> rows = new ArrayList<>();
    for (int label = 0; label < labels; label++) {
      rows.add(generator.decode(noise, LabelChoice.repeated(label, columns)));
    }
    return Pictures.grid(rows);
  }

  /** The picture of a report: many samples, or some of each label. */
  static Picture picture(Generator generator, String caption, long seed) {
    int labels = generator.getLabelNames().size();
    ImageGrid grid =
        labels == 0
            ? square(generator, IN_REPORT, seed).columns(COLUMNS)
            : rows(generator, Math.min(labels, MOST_ROWS), COLUMNS, seed);
    String rows = labels == 0 ? "" : " Each row is a label, each column the same noise.";
    return new Picture("samples.png", "Samples", caption + rows, grid);
  }

  /**
   * Images on the way from one sample to another, both ends included.
   *
   * @param label of all of them; null if the generator takes none
   */
  public static List<Pixels> between(
      Generator generator, float[] from, float[] to, int steps, @Nullable Integer label) {
    return label == null
        ? generator.interpolate(from, to, steps)
        : generator.interpolate(from, to, steps, label);
  }
}
