package dev.figment.cpu;

import dev.figment.cpu.kernel.Kernel;
import dev.figment.cpu.kernel.Worker;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Kernels that do not wait for one another, as a list of shares that threads take.
 *
 * <p>Each share is taken once a run, by whoever comes first; a thread begins with its own, so that
 * it finds its part of the data in its cache, and then helps the others. So a thread that the
 * system keeps waiting holds nobody up, unless it is in the middle of a share.
 */
final class Phase {
  private final Kernel[] kernels;
  private final int[] shares;
  private final int[] owners;
  private final AtomicIntegerArray taken;
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger ticket = new AtomicInteger();
  private volatile @Nullable Throwable failure;

  Phase(List<Kernel> list, int workers) {
    int count = list.stream().mapToInt(Kernel::getShares).sum();
    kernels = new Kernel[count];
    shares = new int[count];
    owners = new int[count];
    taken = new AtomicIntegerArray(count);
    int next = 0;
    int single = 0;
    for (Kernel kernel : list) {
      for (int share = 0; share < kernel.getShares(); share++) {
        kernels[next] = kernel;
        shares[next] = share;
        owners[next++] = kernel.getShares() > 1 ? share : single++ % workers;
      }
    }
  }

  /** The number of shares. */
  int size() {
    return kernels.length;
  }

  /** Opens the phase; all shares of the last time have been done. */
  void open() {
    left.set(kernels.length);
    failure = null;
    ticket.incrementAndGet();
  }

  /** Computes what nobody else computes. */
  void help(int who, Worker worker) {
    int now = ticket.get();
    for (int i = 0; i < kernels.length; i++) {
      if (owners[i] == who) {
        take(i, now, worker);
      }
    }
    for (int i = 0; i < kernels.length; i++) {
      if (owners[i] != who) {
        take(i, now, worker);
      }
    }
  }

  private void take(int i, int now, Worker worker) {
    if (taken.compareAndSet(i, now - 1, now)) {
      try {
        kernels[i].run(shares[i], worker);
      } catch (Throwable error) {
        failure = error;
      }
      left.decrementAndGet();
    }
  }

  boolean isDone() {
    return left.get() == 0;
  }

  /** What went wrong in this run, if anything did. */
  @Nullable Throwable failure() {
    return failure;
  }
}
