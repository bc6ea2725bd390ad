package dev.figment.cuda.driver;

import dev.figment.Precision;
import dev.figment.compile.Format;
import dev.figment.compile.View;
import dev.figment.op.ConvGeometry;
import java.util.Arrays;

/**
 * A convolution with what follows it, or one of its gradients, with channels last in memory: source
 * {@code [N, ..., C]}, weights {@code [O, ..., C / groups]}, target {@code [N, ..., O]}. Sizes are
 * given as they are named, channels second.
 */
public final class ConvSpec {
  /** What is computed. */
  public enum Kind {
    /** The target, from source and weights. */
    FORWARD,
    /** The source, from weights and target. */
    SOURCE_GRADIENT,
    /** The weights, from source and target. */
    WEIGHTS_GRADIENT
  }

  private static final int ALIGNED = 16;

  private final Kind kind;
  private final ConvGeometry geometry;
  private final int[] source;
  private final int[] weights;
  private final int[] target;
  private final int[] alignments;
  private final Precision precision;
  private final boolean row;
  private final Format format;

  /** Of views {@code [N, C, ...]}, {@code [O, C / groups, ...]} and {@code [N, O, ...]}. */
  public ConvSpec(
      Kind kind,
      ConvGeometry geometry,
      Precision precision,
      View source,
      View weights,
      View target) {
    this(kind, geometry, precision, source, weights, target, false);
  }

  /**
   * The same with what is done before the result is written.
   *
   * @param row whether a number is added to each channel
   */
  public ConvSpec(
      Kind kind,
      ConvGeometry geometry,
      Precision precision,
      View source,
      View weights,
      View target,
      boolean row) {
    this.kind = kind;
    this.geometry = geometry;
    this.source = source.getDims();
    this.weights = weights.getDims();
    this.target = target.getDims();
    this.precision = precision;
    this.row = row;
    this.format = source.getFormat();
    if (weights.getFormat() != format || target.getFormat() != format) {
      throw new IllegalArgumentException(
          format + ", " + weights.getFormat() + " and " + target.getFormat());
    }
    this.alignments = Alignment.of(ALIGNED, source, weights, target);
  }

  public Kind getKind() {
    return kind;
  }

  public ConvGeometry getGeometry() {
    return geometry;
  }

  /** {@code [N, C, ...]}. */
  public int[] getSource() {
    return source.clone();
  }

  /** {@code [O, C / groups, ...]}. */
  public int[] getWeights() {
    return weights.clone();
  }

  /** {@code [N, O, ...]}. */
  public int[] getTarget() {
    return target.clone();
  }

  /** The bytes of source, weights and target, and of the row that is added to each place. */
  long[] bytes() {
    return new long[] {
      bytes(source), bytes(weights), bytes(target), (long) target[1] * format.getBytes()
    };
  }

  private long bytes(int[] sizes) {
    return Arrays.stream(sizes).asLongStream().reduce(format.getBytes(), (a, b) -> a * b);
  }

  /** To how many bytes the first elements of source, weights and target are aligned. */
  public int[] getAlignments() {
    return alignments.clone();
  }

  /** How all three lie in memory. */
  public Format getFormat() {
    return format;
  }

  /** Whether a number is added to each channel. */
  public boolean hasRow() {
    return row;
  }

  /** How far factors may be rounded. */
  public Precision getPrecision() {
    return precision;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConvSpec && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return kind
        + " "
        + Arrays.toString(source)
        + " * "
        + Arrays.toString(weights)
        + " = "
        + Arrays.toString(target)
        + " "
        + geometry
        + " in "
        + precision
        + (format.isHalf() ? " of " + format : "")
        + (row ? " plus a row" : "")
        + Alignment.words(ALIGNED, alignments);
  }
}
