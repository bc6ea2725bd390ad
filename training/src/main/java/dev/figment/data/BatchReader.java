package dev.figment.data;

import dev.figment.FigmentException;

/** The background task that reads batch after batch from a position on. */
final class BatchReader implements Runnable {
  private final BatchLoader loader;
  private final BatchPosition from;
  private final BatchQueue queue;

  BatchReader(BatchLoader loader, BatchPosition from, BatchQueue queue) {
    this.loader = loader;
    this.from = from;
    this.queue = queue;
  }

  @Override
  public void run() {
    try {
      read(from);
    } catch (InterruptedException stopped) {
      queue.fail(new FigmentException(stopped, "the thread that reads batches was interrupted"));
    } catch (FigmentException | Error error) {
      queue.fail(error);
    }
  }

  private void read(BatchPosition start) throws InterruptedException {
    Dataset dataset = loader.getDataset();
    int[] order = new int[dataset.getSize()];
    loader.order(start.getEpoch(), order);
    BatchPosition position = start;
    while (loader.isTraining() || position.getEpoch() == 0) {
      Batch batch = queue.takeEmpty(dataset, loader.sizeOf(position));
      if (batch == null) {
        return;
      }
      int first = position.getBatch() * loader.getBatchSize();
      try {
        batch.fill(dataset, order, first, position, loader.isTraining());
      } catch (RuntimeException error) {
        String reason = error instanceof FigmentException ? error.getMessage() : error.toString();
        throw new FigmentException(error, position + " cannot be read: " + reason);
      }
      queue.put(batch);
      BatchPosition next = loader.after(position);
      if (next.getEpoch() != position.getEpoch()) {
        loader.order(next.getEpoch(), order);
      }
      position = next;
    }
  }
}
