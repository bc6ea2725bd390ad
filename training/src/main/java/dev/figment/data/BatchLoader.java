package dev.figment.data;

import dev.figment.FigmentException;

/**
 * How a data set is cut into batches: for training or for evaluation.
 *
 * <p>Batches for training come in a new order each epoch, which follows from seed and epoch alone;
 * they are all of the same size, so the examples that remain at the end of an epoch are left out of
 * it. Batches for evaluation keep the data set's order, and the last one may be smaller.
 */
public final class BatchLoader {
  private static final int DEFAULT_PREFETCH = 2;

  private final Dataset dataset;
  private final int batchSize;
  private final boolean training;
  private final long seed;
  private final int prefetch;

  private BatchLoader(Dataset dataset, int batchSize, boolean training, long seed, int prefetch) {
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.training = training;
    this.seed = seed;
    this.prefetch = prefetch;
  }

  /**
   * Endless batches in random order.
   *
   * @throws FigmentException if the data set does not fill a single batch
   */
  public static BatchLoader training(Dataset dataset, int batchSize, long seed) {
    checkSize(batchSize);
    if (dataset.getSize() < batchSize) {
      throw new FigmentException(
          "a data set of " + dataset.getSize() + " examples does not fill a batch of " + batchSize,
          "use a batch size of at most " + dataset.getSize());
    }
    return new BatchLoader(dataset, batchSize, true, seed, DEFAULT_PREFETCH);
  }

  /** Every example once, in order. */
  public static BatchLoader evaluation(Dataset dataset, int batchSize) {
    checkSize(batchSize);
    return new BatchLoader(dataset, batchSize, false, 0, DEFAULT_PREFETCH);
  }

  private static void checkSize(int batchSize) {
    if (batchSize < 1) {
      throw new FigmentException(
          "a batch cannot have " + batchSize + " examples", "use a batch size of at least 1");
    }
  }

  /** The same batches, with another number of them read ahead in the background (2 by default). */
  public BatchLoader prefetch(int batches) {
    if (batches < 1) {
      throw new FigmentException(
          "a loader cannot read " + batches + " batches ahead", "use at least 1");
    }
    return new BatchLoader(dataset, batchSize, training, seed, batches);
  }

  /** The batches from the first one on. */
  public Batches open() {
    return open(BatchPosition.START);
  }

  /**
   * The batches from a position on: the same ones that a loader would give that came there by
   * itself.
   *
   * @throws FigmentException if there is no such batch
   */
  public Batches open(BatchPosition from) {
    boolean past = from.getBatch() >= getBatchesPerEpoch() || (!training && from.getEpoch() > 0);
    if (past) {
      throw new FigmentException(
          "there is no " + from,
          training
              ? "an epoch has " + getBatchesPerEpoch() + " batches, counted from 0"
              : "evaluation has one epoch of " + getBatchesPerEpoch() + " batches, counted from 0");
    }
    return new Batches(this, from);
  }

  /** The number of batches in one epoch. */
  public int getBatchesPerEpoch() {
    int size = dataset.getSize();
    return training ? size / batchSize : (int) (((long) size + batchSize - 1) / batchSize);
  }

  public Dataset getDataset() {
    return dataset;
  }

  public int getBatchSize() {
    return batchSize;
  }

  boolean isTraining() {
    return training;
  }

  int getPrefetch() {
    return prefetch;
  }

  /** Where reading goes on after a batch. */
  BatchPosition after(BatchPosition position) {
    int next = position.getBatch() + 1;
    return next < getBatchesPerEpoch()
        ? BatchPosition.of(position.getEpoch(), next)
        : BatchPosition.of(position.getEpoch() + 1, 0);
  }

  /** The number of examples in a batch; only the last one of an evaluation may have fewer. */
  int sizeOf(BatchPosition position) {
    return Math.min(batchSize, dataset.getSize() - position.getBatch() * batchSize);
  }

  /** Fills an array with the order of an epoch. */
  void order(int epoch, int[] order) {
    if (training) {
      Seeds.shuffle(seed, epoch, order);
      return;
    }
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }
}
