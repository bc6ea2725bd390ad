package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import dev.figment.cuda.source.Sha256;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.cuda.cudart.CUstream_st;

/**
 * Times ways to compute the same thing, on memory of its own, and keeps on the disk which was
 * taken, so that a later process takes the same without timing.
 */
final class Search {
  /** Ways that are tried. */
  static final int MOST = 8;

  /** Measurements of each, after one run that is not measured. The least of them counts. */
  private static final int ROUNDS = 5;

  /** A way that is faster by less than this part is not worth leaving the library's own order. */
  private static final double MARGIN = 0.05;

  private final Calls calls;
  private final CUstream_st stream;
  private final GpuMemory memory;
  private final DiskCache cache;
  private final String gpu;
  private final Noise noise;

  /**
   * One way.
   *
   * @param workspaceBytes the memory that it needs while it runs
   * @param launcher puts it on the stream
   */
  record Trial(long workspaceBytes, Launcher launcher) {}

  /** Launches with the addresses of what it reads and writes, and of its workspace. */
  @FunctionalInterface
  interface Launcher {
    void launch(long[] at, long workspace);
  }

  /** Of a GPU with this name, which is part of what choices depend on. */
  Search(Calls calls, CUstream_st stream, GpuMemory memory, DiskCache cache, String gpu) {
    this.calls = calls;
    this.stream = stream;
    this.memory = memory;
    this.cache = cache;
    this.gpu = gpu;
    this.noise = new Noise(calls, stream);
  }

  private String file(String key) {
    return Sha256.of(gpu + " " + key) + ".choice";
  }

  /**
   * An earlier choice; empty if there is none.
   *
   * @param key all that it depends on but the GPU
   */
  byte[] known(String key) {
    return cache.find(file(key));
  }

  /** Keeps a choice. */
  void keep(String key, byte[] choice) {
    cache.keep(file(key), choice);
  }

  /**
   * The number of the fastest way; nothing where there is no memory to try them in.
   *
   * @param bytes the sizes of what is read and written, which is full of {@link Noise}
   */
  OptionalInt fastest(List<Trial> trials, long... bytes) {
    if (trials.size() == 1) {
      return OptionalInt.of(0);
    }
    try (Opened passing = new Opened()) {
      long[] at = new long[bytes.length];
      long workspace;
      try {
        for (int i = 0; i < bytes.length; i++) {
          DeviceMemory piece = allocate(passing, bytes[i]);
          noise.fill(piece);
          at[i] = piece.getAddress();
        }
        long most = trials.stream().mapToLong(Trial::workspaceBytes).max().orElse(0);
        workspace = allocate(passing, most).getAddress();
      } catch (FigmentException full) {
        calls.open();
        return OptionalInt.empty();
      }
      Event start = Event.timed(calls, passing);
      Event end = Event.timed(calls, passing);
      int fastest = 0;
      float least = Float.MAX_VALUE;
      for (int i = 0; i < trials.size(); i++) {
        Launcher launcher = trials.get(i).launcher();
        float time = time(() -> launcher.launch(at, workspace), start, end);
        if (time < least * (i == 0 ? 1 : 1 - MARGIN)) {
          fastest = i;
          least = time;
        }
      }
      return OptionalInt.of(fastest);
    }
  }

  private DeviceMemory allocate(Opened passing, long bytes) {
    DeviceMemory piece = memory.allocate(bytes, "trying algorithms");
    passing.add(piece::free);
    return piece;
  }

  /** Milliseconds; the longest time of all if it does not run. */
  private float time(Runnable launch, Event start, Event end) {
    float least = Float.MAX_VALUE;
    try {
      launch.run();
      for (int round = 0; round < ROUNDS; round++) {
        start.record(stream);
        launch.run();
        end.record(stream);
        end.await("timing an algorithm");
        least = Math.min(least, end.since(start));
      }
      return least;
    } catch (FigmentException refused) {
      calls.open();
      return Float.MAX_VALUE;
    }
  }
}
