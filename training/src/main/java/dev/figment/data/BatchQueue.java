package dev.figment.data;

import dev.figment.FigmentException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The exchange between the thread that reads batches and the one that uses them: full batches go
 * one way, used ones come back to be filled again.
 */
final class BatchQueue {
  private final Queue<Batch> full;
  private final Queue<Batch> empty;
  private int allowed;
  private @Nullable Throwable failure;
  private boolean closed;

  BatchQueue(int capacity) {
    full = new ArrayDeque<>(capacity + 1);
    empty = new ArrayDeque<>(capacity + 1);
    allowed = capacity;
  }

  /**
   * A batch to fill: a used one of that size, or a new one as long as there are fewer than the
   * capacity. Null when nobody wants more.
   */
  synchronized @Nullable Batch takeEmpty(Dataset dataset, int size) throws InterruptedException {
    while (!closed && allowed == 0 && empty.isEmpty()) {
      wait();
    }
    if (closed) {
      return null;
    }
    Batch used = empty.poll();
    if (used != null && used.getSize() == size) {
      return used;
    }
    allowed -= used == null ? 1 : 0;
    return new Batch(dataset.getExampleShape(), size, dataset.hasLabels());
  }

  synchronized void put(Batch batch) {
    full.add(batch);
    notifyAll();
  }

  /** Ends the stream with an error, which comes after the batches that were read before it. */
  synchronized void fail(Throwable error) {
    failure = error;
    notifyAll();
  }

  synchronized void recycle(Batch batch) {
    empty.add(batch);
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** The next full batch, or the error that came instead; null once closed. */
  synchronized @Nullable Batch take() {
    try {
      while (full.isEmpty() && failure == null && !closed) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new FigmentException(
          interrupted,
          "waiting for a batch was interrupted",
          "another thread asked this one to stop");
    }
    if (closed) {
      return null;
    }
    Batch batch = full.poll();
    if (batch != null) {
      return batch;
    }
    if (failure instanceof Error) {
      throw (Error) failure;
    }
    throw (FigmentException) Objects.requireNonNull(failure);
  }
}
