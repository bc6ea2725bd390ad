package dev.figment.data;

import dev.figment.FigmentException;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An open stream of batches, read ahead by a background thread.
 *
 * <p>Training streams never end; an evaluation stream ends after its last batch. One thread at a
 * time may ask for batches; any thread may close the stream, which stops the background thread.
 */
public final class Batches implements AutoCloseable {
  private final BatchLoader loader;
  private final BatchQueue queue;
  private final Thread reader;
  private BatchPosition position;
  private @Nullable Batch current;
  private volatile boolean closed;

  Batches(BatchLoader loader, BatchPosition from) {
    this.loader = loader;
    this.position = from;
    // One more is in the hands of the consumer, and one is being filled.
    this.queue = new BatchQueue(loader.getPrefetch() + 2);
    this.reader = new Thread(new BatchReader(loader, from, queue), "figment-batches");
    reader.setDaemon(true);
    reader.start();
  }

  /** Whether another batch follows; always true while training. */
  public boolean hasNext() {
    return loader.isTraining() || position.getEpoch() == 0;
  }

  /**
   * The next batch, valid until the one after it is asked for.
   *
   * @throws FigmentException if the data set failed to read an example, or waiting was interrupted
   * @throws NoSuchElementException if an evaluation is over
   * @throws IllegalStateException if this stream is closed
   */
  public Batch next() {
    if (!closed && !hasNext()) {
      throw new NoSuchElementException(
          "all "
              + position.getEpoch() * loader.getBatchesPerEpoch()
              + " batches of the evaluation have been read");
    }
    if (current != null) {
      queue.recycle(current);
      current = null;
    }
    Batch batch = queue.take();
    if (batch == null) {
      throw new IllegalStateException("the batches of " + loader.getDataset() + " are closed");
    }
    current = batch;
    position = loader.after(batch.getPosition());
    return batch;
  }

  /** The position of the next batch: what a checkpoint notes, to go on from there exactly. */
  public BatchPosition getPosition() {
    return position;
  }

  /** The number of batches in one epoch. */
  public int getBatchesPerEpoch() {
    return loader.getBatchesPerEpoch();
  }

  /** Stops the background thread. Closing twice is fine. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      queue.close();
      reader.interrupt();
    }
  }
}
