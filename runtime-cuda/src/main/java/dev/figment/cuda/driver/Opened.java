package dev.figment.cuda.driver;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was opened so far, to be freed in reverse. A failure while freeing is told, but keeps
 * nothing else from being freed and hides no failure before it.
 */
public final class Opened implements AutoCloseable {
  private final Deque<Runnable> frees = new ArrayDeque<>();

  /** Something more that was opened, by how it is freed. */
  public void add(Runnable free) {
    frees.push(free);
  }

  /**
   * Frees everything; twice is fine.
   *
   * @throws RuntimeException the first failure, with those after it suppressed in it
   */
  @Override
  public void close() {
    Throwable first = freeAll(null);
    if (first instanceof RuntimeException exception) {
      throw exception;
    } else if (first instanceof Error error) {
      throw error;
    }
  }

  /** Frees everything because of a failure, in which those of freeing are suppressed. */
  public void closeAfter(Throwable failed) {
    freeAll(failed);
  }

  private @Nullable Throwable freeAll(@Nullable Throwable failed) {
    Throwable first = failed;
    while (!frees.isEmpty()) {
      try {
        frees.pop().run();
      } catch (RuntimeException | Error another) {
        if (first == null) {
          first = another;
        } else {
          first.addSuppressed(another);
        }
      }
    }
    return first;
  }
}
