package dev.figment.cuda;

import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A thread for each GPU. They do the same at the same time, and the caller waits for all. */
final class Team {
  private static final long LOOK_MILLIS = 200;
  private static final long LAST_NANOS = 30_000_000_000L;

  private final List<String> names;
  private final Guard guard;
  private final List<ExecutorService> threads = new ArrayList<>();
  private boolean over;

  /** Who sees to it that nobody waits for ever. */
  interface Guard {
    /** Throws if something failed that no thread has told; asked now and then. */
    void look();

    /**
     * Ends what waits for others if they can no longer come.
     *
     * @param member that failed; -1 if none knows
     * @return whether it did, and nothing can be done together any more
     */
    boolean ends(int member, RuntimeException failure);
  }

  /** How one thread ended. */
  private record Outcome(int member, @Nullable Object result, @Nullable Throwable failure) {}

  Team(List<String> names, Guard guard) {
    this.names = names;
    this.guard = guard;
    for (String name : names) {
      threads.add(
          Executors.newSingleThreadExecutor(
              task -> {
                Thread thread = new Thread(task, "figment " + name);
                thread.setDaemon(true);
                return thread;
              }));
    }
  }

  int size() {
    return threads.size();
  }

  /**
   * Does something on all threads, and waits for all; after a failure that ends the team, for half
   * a minute at most.
   *
   * @return the results by member; what a task gives as null is null there
   * @throws RuntimeException the first failure, with the name of the thread's GPU
   */
  @SuppressWarnings("unchecked")
  <T extends @Nullable Object> List<T> all(IntFunction<T> task) {
    BlockingQueue<Outcome> ended = new LinkedBlockingQueue<>();
    for (int i = 0; i < size(); i++) {
      int member = i;
      threads.get(i).execute(() -> ended.add(outcome(member, task)));
    }
    List<@Nullable Object> results = new ArrayList<>(Collections.nCopies(size(), null));
    @Nullable RuntimeException first = null;
    long since = System.nanoTime();
    int left = size();
    while (left > 0 && !(over && System.nanoTime() - since > LAST_NANOS)) {
      Outcome outcome = poll(ended);
      @Nullable RuntimeException failure;
      if (outcome == null) {
        failure = over ? null : looked();
      } else {
        left--;
        results.set(outcome.member, outcome.result);
        failure = outcome.failure == null ? null : placed(outcome);
      }
      if (failure != null && first == null) {
        first = failure;
        over |= guard.ends(outcome == null ? -1 : outcome.member, failure);
        since = System.nanoTime();
      }
    }
    if (first == null && left > 0) {
      first =
          new FigmentException(
              "a GPU does not answer after another failed",
              "end the process, and go on from the last checkpoint");
    }
    if (first != null) {
      throw first;
    }
    return (List<T>) results;
  }

  private static Outcome outcome(int member, IntFunction<?> task) {
    try {
      return new Outcome(member, task.apply(member), null);
    } catch (RuntimeException | Error failure) {
      return new Outcome(member, null, failure);
    }
  }

  /** The next that ends; null if none does for a while. An interrupt is kept for later. */
  private static @Nullable Outcome poll(BlockingQueue<Outcome> ended) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return ended.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException asked) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private @Nullable RuntimeException looked() {
    try {
      guard.look();
      return null;
    } catch (RuntimeException found) {
      return found;
    }
  }

  private RuntimeException placed(Outcome outcome) {
    if (outcome.failure instanceof FigmentException error) {
      return error.at(names.get(outcome.member));
    }
    return outcome.failure instanceof RuntimeException failure
        ? failure
        : new IllegalStateException(names.get(outcome.member) + " failed", outcome.failure);
  }

  /** Lets the threads go. */
  void close() {
    threads.forEach(ExecutorService::shutdown);
  }
}
