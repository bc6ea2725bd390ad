package dev.figment.samples.run;

import dev.figment.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The data of a training, as it is kept in {@code config.json}.
 *
 * @param source the name of embedded data, or a path
 * @param limit the most examples to train with, or null for all
 * @param size {@code HEIGHTxWIDTH} to which images are brought, or null for that of the first
 * @param grey whether images of a folder are read without colour
 * @param skipUnreadable whether damaged images are left out
 */
public record DataSettings(
    String source,
    @Nullable Integer limit,
    @Nullable String size,
    boolean grey,
    boolean skipUnreadable) {

  /** What holds for options that are not given. */
  public static final DataSettings DEFAULTS =
      new DataSettings(DataSource.GLYPHS, null, null, false, false);

  /** Other data, or the same if none is named, with images brought to the shape of a model. */
  public DataSettings like(@Nullable String other, Shape example) {
    return new DataSettings(
        other == null ? source : other,
        limit,
        example.dim(1) + "x" + example.dim(2),
        example.dim(0) == 1,
        skipUnreadable);
  }
}
