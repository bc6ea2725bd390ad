package dev.figment.cuda.driver;

import java.util.SplittableRandom;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Numbers to try algorithms with, the same each time. A GPU takes less power for zeros than for
 * numbers that differ, and may run faster.
 *
 * <p>They are finite whatever they are read as: of either sign, from 0.5 to 2 in fp32 and bf16, and
 * from 1.75 to 2 in fp16.
 */
final class Noise {
  private static final int BYTES = 1 << 20;
  private static final int SIGN_AND_FRACTION = 0x80FF;
  private static final int EXPONENT = 0x3F00;

  private final Calls calls;
  private final CUstream_st stream;
  private final BytePointer numbers;

  Noise(Calls calls, CUstream_st stream) {
    this.calls = calls;
    this.stream = stream;
    ShortPointer halves = new ShortPointer(BYTES / Short.BYTES);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < halves.limit(); i++) {
      halves.put(i, (short) ((random.nextInt() & SIGN_AND_FRACTION) | EXPONENT));
    }
    this.numbers = new BytePointer(halves);
  }

  /** Fills a piece of memory, after what was put on the stream before. */
  void fill(DeviceMemory memory) {
    long bytes = memory.getBytes();
    long done = Math.min(BYTES, bytes);
    copy(memory.getAddress(), numbers, done, cudart.cudaMemcpyHostToDevice);
    try (Pointer first = new Address(memory.getAddress())) {
      while (done < bytes) {
        long more = Math.min(done, bytes - done);
        copy(memory.getAddress() + done, first, more, cudart.cudaMemcpyDeviceToDevice);
        done += more;
      }
    }
  }

  private void copy(long to, Pointer from, long bytes, int kind) {
    try (Pointer target = new Address(to)) {
      calls.runtime(
          cudart.cudaMemcpyAsync(target, from, bytes, kind, stream), "filling memory with numbers");
    }
  }
}
