package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import dev.figment.compile.Format;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Tries ways to compute something on memory of their own, which is full of {@link Noise}, while a
 * program is compiled: before its arena is there, and outside any recording. So a library loads
 * what it needs, and refuses what it cannot, before anything is recorded.
 */
final class Trials {
  /** Measurements of each way, after one that does not count. The least of them does. */
  private static final int ROUNDS = 5;

  /** Launches in one measurement, recorded as a program is: the host's time is not the GPU's. */
  private static final int REPEATS = 10;

  /** A way that is faster by less than this part is not worth leaving the library's own order. */
  private static final double MARGIN = 0.05;

  /** Bytes of which numbers are none, in all formats. */
  private static final int NAN = 0xFF;

  private static final int HALF_SIGN = 0x8000;
  private static final int HALF_INFINITY = 0x7C00;

  private final Calls calls;
  private final CUstream_st stream;
  private final GpuMemory memory;
  private final Noise noise;

  /** What ways read and write, and where they work. */
  private static final class Stage {
    final long[] at;
    final long workspace;

    Stage(long[] at, long workspace) {
      this.at = at;
      this.workspace = workspace;
    }

    void launch(Trial trial) {
      trial.launcher().launch(at, workspace);
    }
  }

  Trials(Calls calls, CUstream_st stream, GpuMemory memory) {
    this.calls = calls;
    this.stream = stream;
    this.memory = memory;
    this.noise = new Noise(calls, stream);
  }

  /**
   * Whether a way runs; where there is no memory to try it in, it is believed to.
   *
   * @param bytes the sizes of what is read and written
   */
  boolean runs(Trial trial, long... bytes) {
    try (Opened passing = new Opened()) {
      Stage stage = stage(passing, List.of(trial), bytes);
      return stage == null || runs(trial, stage);
    }
  }

  private boolean runs(Trial trial, Stage stage) {
    try {
      stage.launch(trial);
      calls.runtime(cudart.cudaStreamSynchronize(stream), "trying an algorithm");
      return trial.rectified() == null || keepsNan(trial, stage, trial.rectified());
    } catch (FigmentException refused) {
      calls.open();
      return false;
    }
  }

  /** Whether what is no number stays so, although negative numbers become zero. */
  private boolean keepsNan(Trial trial, Stage stage, Format format) {
    try (Pointer first = new Address(stage.at[0]);
        Pointer result = new Address(stage.at[stage.at.length - 1]);
        IntPointer number = new IntPointer(1).put(0)) {
      calls.runtime(
          cudart.cudaMemsetAsync(first, NAN, Integer.BYTES, stream), "trying an algorithm");
      stage.launch(trial);
      calls.runtime(
          cudart.cudaMemcpyAsync(
              number, result, format.getBytes(), cudart.cudaMemcpyDeviceToHost, stream),
          "trying an algorithm");
      calls.runtime(cudart.cudaStreamSynchronize(stream), "trying an algorithm");
      int bits = number.get();
      return switch (format) {
        case BF16 -> Float.isNaN(Float.intBitsToFloat(bits << Short.SIZE));
        case F16 -> (bits & ~HALF_SIGN) > HALF_INFINITY;
        default -> Float.isNaN(Float.intBitsToFloat(bits));
      };
    }
  }

  /**
   * The number of the fastest way, below 0 if none runs; nothing where there is no memory to try
   * them in.
   *
   * @param bytes the sizes of what is read and written
   */
  OptionalInt fastest(List<Trial> trials, long... bytes) {
    try (Opened passing = new Opened()) {
      Stage stage = stage(passing, trials, bytes);
      if (stage == null) {
        return OptionalInt.empty();
      }
      Event start = Event.timed(calls, passing);
      Event end = Event.timed(calls, passing);
      int fastest = -1;
      float least = Float.MAX_VALUE;
      for (int i = 0; i < trials.size(); i++) {
        float time = time(trials.get(i), stage, start, end);
        if (time < least * (i == 0 ? 1 : 1 - MARGIN)) {
          fastest = i;
          least = time;
        }
      }
      return OptionalInt.of(fastest);
    }
  }

  /** Milliseconds; the longest time of all if it does not run. */
  private float time(Trial trial, Stage stage, Event start, Event end) {
    if (!runs(trial, stage)) {
      return Float.MAX_VALUE;
    }
    try (Device.Recording repeated = record(trial, stage)) {
      repeated.launch();
      float least = Float.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        start.record(stream);
        repeated.launch();
        end.record(stream);
        end.await("timing an algorithm");
        least = Math.min(least, end.since(start) / REPEATS);
      }
      return least;
    } catch (FigmentException refused) {
      calls.open();
      return Float.MAX_VALUE;
    }
  }

  private Device.Recording record(Trial trial, Stage stage) {
    Runnable nothing = () -> {};
    return GraphRecording.of(
        calls,
        stream,
        nothing,
        () -> {
          for (int i = 0; i < REPEATS; i++) {
            stage.launch(trial);
          }
        });
  }

  /** Memory for these ways; null if there is not enough. */
  private @Nullable Stage stage(Opened passing, List<Trial> trials, long... bytes) {
    long[] at = new long[bytes.length];
    try {
      for (int i = 0; i < bytes.length; i++) {
        DeviceMemory piece = allocate(passing, bytes[i]);
        noise.fill(piece);
        at[i] = piece.getAddress();
      }
      long most = trials.stream().mapToLong(Trial::workspaceBytes).max().orElse(0);
      return new Stage(at, allocate(passing, most).getAddress());
    } catch (FigmentException full) {
      calls.open();
      return null;
    }
  }

  private DeviceMemory allocate(Opened passing, long bytes) {
    DeviceMemory piece = memory.allocate(bytes, "trying algorithms");
    passing.add(piece::free);
    return piece;
  }
}
