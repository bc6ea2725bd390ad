package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Precision;
import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.RacyKernels;
import dev.figment.cuda.standin.StandIn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The conformance suite where threads and blocks take turns in another order each time, and
 * launches that do not wait for one another: a kernel that lacks a barrier, or reads what another
 * thread may have overwritten, gives other numbers.
 */
class StandInOrderTest extends KernelConformance {
  StandInOrderTest() {
    super(new StandInProvider(true), Precision.FP32, 1e-5, 1);
  }

  @Test
  void a_missing_barrier_shows_in_a_mixed_order_alone() {
    finds(RacyKernels.withoutBarrier());
  }

  @Test
  void reading_what_a_neighbour_overwrites_shows_in_a_mixed_order_alone() {
    finds(RacyKernels.inPlace());
  }

  private static void finds(KernelText racy) {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
    int[] shifted = IntStream.rangeClosed(1, RacyKernels.THREADS).toArray();
    assertThat(run(racy, false)).isEqualTo(shifted);
    assertThat(run(racy, true)).isNotEqualTo(shifted);
  }

  /** What becomes of the numbers 0, 1, ... and one more. */
  private static int[] run(KernelText kernel, boolean mixed) {
    int count = RacyKernels.THREADS + 1;
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder());
    IntStream.range(0, count).forEach(i -> bytes.putInt(4 * i, i));
    try (Gpu gpu = new StandInProvider(mixed).gpu()) {
      DeviceMemory memory = gpu.allocate(4L * count, "numbers");
      gpu.upload(bytes, memory, 0);
      gpu.prepare(List.of(kernel));
      gpu.launch(kernel, memory.getAddress());
      gpu.download(memory, 0, bytes.clear());
      memory.free();
    }
    return IntStream.range(0, RacyKernels.THREADS).map(i -> bytes.getInt(4 * i)).toArray();
  }
}
