package dev.figment.samples.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C, or a request to terminate, seen while this is open: the JVM waits with ending until it is
 * closed, so that a checkpoint can be saved.
 */
final class Interrupt implements BooleanSupplier, AutoCloseable {
  /** Two interrupts are not waited for longer than this. */
  private static final long PATIENCE_SECONDS = 60;

  private final PrintWriter err;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "figment-interrupt");

  private Interrupt(PrintWriter err) {
    this.err = err;
  }

  /** Begins to look out. */
  static Interrupt watch(PrintWriter err) {
    Interrupt interrupt = new Interrupt(err);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  private void stop() {
    asked.set(true);
    err.println();
    err.println("stopping; a checkpoint is saved after this step ...");
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        err.println("gave up waiting; the last epoch's checkpoint is there");
      }
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it has come. */
  @Override
  public boolean getAsBoolean() {
    return asked.get();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      // The hook runs, and ends now.
      return;
    }
  }
}
