package dev.figment.cpu;

import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.dnnl.Natives;
import dev.figment.cpu.kernel.Worker;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a backend: the caller and some helpers.
 *
 * <p>Between two phases a helper spins for some microseconds, then sleeps until it is woken. The
 * caller never waits for a helper to begin, only for one to end.
 */
final class Team {
  private static final long SPIN_NANOS = 50_000;
  private static final int SPINS = 200;
  private static final int YIELDS = 2_000;

  private final Worker[] workers;
  private final Helper[] helpers;
  private final AtomicInteger epoch = new AtomicInteger();
  private volatile @Nullable Phase current;
  private volatile boolean closed;

  Team(Dnnl dnnl, int threads) {
    workers = new Worker[threads];
    for (int i = 0; i < threads; i++) {
      workers[i] = new Worker(dnnl.stream());
    }
    helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(i + 1);
      helpers[i].start();
    }
  }

  int size() {
    return workers.length;
  }

  /** Runs phases one after another, on the calling thread and the helpers. */
  void run(List<Phase> phases) {
    Natives.useCallingThreadOnly();
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      phase.open();
      if (phase.size() > 1 && helpers.length > 0) {
        current = phase;
        epoch.incrementAndGet();
        for (Helper helper : helpers) {
          helper.wake();
        }
      }
      phase.help(0, workers[0]);
      await(phase);
      Throwable failure = phase.failure();
      if (failure != null) {
        Team.<RuntimeException>rethrow(failure);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable failure) throws T {
    throw (T) failure;
  }

  @SuppressWarnings(
      "ThreadPriorityCheck") // a wait of microseconds, for a share that is being computed
  private static void await(Phase phase) {
    for (int tries = 0; !phase.isDone(); tries++) {
      if (tries < SPINS) {
        Thread.onSpinWait();
      } else if (tries < YIELDS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(20_000);
      }
    }
  }

  /** Ends the helpers and waits for them. */
  void close() {
    closed = true;
    boolean interrupted = false;
    for (Helper helper : helpers) {
      LockSupport.unpark(helper);
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException stop) {
          interrupted = true;
        }
      }
    }
    for (Worker worker : workers) {
      worker.free();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A thread that helps. */
  private final class Helper extends Thread {
    private final int number;
    private volatile boolean asleep;

    Helper(int number) {
      super("figment-cpu-" + number);
      this.number = number;
      setDaemon(true);
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      Natives.useCallingThreadOnly();
      int seen = 0;
      while (!closed) {
        int now = epoch.get();
        if (now != seen) {
          seen = now;
          Phase phase = current;
          if (phase != null) {
            phase.help(number, workers[number]);
          }
        } else {
          idle(seen);
        }
      }
    }

    private void idle(int seen) {
      long end = System.nanoTime() + SPIN_NANOS;
      while (System.nanoTime() < end) {
        for (int i = 0; i < 16; i++) {
          if (epoch.get() != seen || closed) {
            return;
          }
          Thread.onSpinWait();
        }
      }
      asleep = true;
      while (epoch.get() == seen && !closed) {
        LockSupport.park(Team.this);
      }
      asleep = false;
    }
  }
}
