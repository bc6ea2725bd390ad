package dev.figment.train;

import java.util.List;

/** Decides from the validation loss of each epoch whether going on is in vain. */
final class EarlyStopping {
  private EarlyStopping() {}

  /** Whether the least loss is at least {@code patience} epochs old. */
  static boolean isOver(List<EpochReport> epochs, int patience) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < epochs.size(); i++) {
      double loss =
          epochs.get(i).getValidation().getOrDefault(Losses.LOSS, Double.POSITIVE_INFINITY);
      if (loss < least) {
        least = loss;
        best = i;
      }
    }
    return best >= 0 && epochs.size() - 1 - best >= patience;
  }
}
