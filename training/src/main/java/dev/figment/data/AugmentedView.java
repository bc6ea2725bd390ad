package dev.figment.data;

import dev.figment.Philox;
import dev.figment.PixelRange;
import java.util.List;

/** A data set whose examples are changed at random in each epoch. */
final class AugmentedView extends View {
  private final long seed;
  private final List<Augmentation> steps;

  AugmentedView(Dataset source, long seed, List<Augmentation> steps) {
    super(source);
    this.seed = seed;
    this.steps = steps;
  }

  @Override
  public Dataset scaledTo(PixelRange range) {
    return range == getRange() ? this : new AugmentedView(source.scaledTo(range), seed, steps);
  }

  @Override
  public boolean isSameInEveryEpoch() {
    return steps.isEmpty() && source.isSameInEveryEpoch();
  }

  @Override
  public void readInEpoch(int epoch, int index, float[] target, int offset) {
    source.readInEpoch(epoch, index, target, offset);
    Philox random = Philox.stream(Seeds.ofEpoch(seed, epoch), "augmentation", index);
    for (Augmentation step : steps) {
      step.augment(target, offset, getExampleShape(), getRange(), random);
    }
  }
}
