package dev.figment.data;

import dev.figment.PixelRange;
import java.util.List;

/** A data set with other labels. */
final class LabelledView extends View {
  private final Labels labels;

  LabelledView(Dataset source, Labels labels) {
    super(source);
    this.labels = labels;
  }

  @Override
  public List<String> getLabelNames() {
    return labels.names();
  }

  @Override
  public int label(int index) {
    return labels.get(index);
  }

  @Override
  public Dataset scaledTo(PixelRange range) {
    return range == getRange() ? this : new LabelledView(source.scaledTo(range), labels);
  }
}
