package dev.figment.data;

import dev.figment.FigmentException;

/** A place in the stream of batches: an epoch and a batch in it, both from 0. */
public final class BatchPosition {
  /** Before the first batch. */
  public static final BatchPosition START = new BatchPosition(0, 0);

  private final int epoch;
  private final int batch;

  private BatchPosition(int epoch, int batch) {
    this.epoch = epoch;
    this.batch = batch;
  }

  public static BatchPosition of(int epoch, int batch) {
    if (epoch < 0 || batch < 0) {
      throw new FigmentException(
          "there is no batch " + batch + " of epoch " + epoch, "both count from 0");
    }
    return new BatchPosition(epoch, batch);
  }

  public int getEpoch() {
    return epoch;
  }

  /** The number of the batch in its epoch. */
  public int getBatch() {
    return batch;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BatchPosition that && epoch == that.epoch && batch == that.batch;
  }

  @Override
  public int hashCode() {
    return 31 * epoch + batch;
  }

  /** For example {@code batch 12 of epoch 3}. */
  @Override
  public String toString() {
    return "batch " + batch + " of epoch " + epoch;
  }
}
