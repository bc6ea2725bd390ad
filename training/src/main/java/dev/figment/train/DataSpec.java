package dev.figment.train;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import java.util.List;

/** What a model must know of its data before it sees any: shape, range, class names. */
public final class DataSpec {
  private final Shape example;
  private final PixelRange range;
  private final List<String> labelNames;

  private DataSpec(Shape example, PixelRange range, List<String> labelNames) {
    this.example = example;
    this.range = range;
    this.labelNames = List.copyOf(labelNames);
  }

  public static DataSpec of(Shape example, PixelRange range, List<String> labelNames) {
    return new DataSpec(example, range, labelNames);
  }

  public static DataSpec of(Dataset dataset) {
    return of(dataset.getExampleShape(), dataset.getRange(), dataset.getLabelNames());
  }

  /** The shape of one example, for images {@code [C, H, W]}. */
  public Shape getExampleShape() {
    return example;
  }

  /** {@code [N, C, H, W]}. */
  public Shape getBatchShape() {
    return example.behind(Shape.N);
  }

  public PixelRange getRange() {
    return range;
  }

  /** Empty if examples have no labels. */
  public List<String> getLabelNames() {
    return labelNames;
  }

  /**
   * The number of classes, for a model that cannot do without labels.
   *
   * @throws FigmentException if examples have no labels
   */
  public int requireClasses() {
    if (labelNames.isEmpty()) {
      throw new FigmentException(
          "the model needs labels, but the data has none",
          "use IDX label files, folders named after classes, or dataset.withLabels(...)");
    }
    return labelNames.size();
  }

  /**
   * Checks that labels mean the same in other data.
   *
   * @throws FigmentException if they do not, or the other data has none
   */
  public void checkLabels(Dataset other) {
    if (!other.getLabelNames().equals(labelNames)) {
      throw new FigmentException(
          "the model was trained on the classes "
              + labelNames
              + ", the data has "
              + (other.hasLabels() ? other.getLabelNames() : "no labels"),
          "give data with the same classes in the same order");
    }
  }

  /** For example {@code [1, 28, 28] in UNIT}. */
  @Override
  public String toString() {
    return example + " in " + range;
  }
}
