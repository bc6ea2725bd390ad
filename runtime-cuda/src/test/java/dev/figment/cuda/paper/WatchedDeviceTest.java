package dev.figment.cuda.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.RacyKernels;
import dev.figment.cuda.standin.StandIn;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wrong kernels are found by what their threads touch, whichever numbers they give. */
class WatchedDeviceTest {
  private static final int BYTES = 4 * (RacyKernels.THREADS + 1);

  private WatchedDevice device;

  @BeforeEach
  void needsACompiler() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
    device = new WatchedDevice();
  }

  @AfterEach
  void close() {
    if (device != null) {
      device.close();
    }
  }

  @Test
  void a_race_within_a_block() {
    finds(
        RacyKernels.inPlace(),
        "thread 1 of block 0 writes what thread 0 of block 0 reads, without a barrier between"
            + " (numbers + 4)");
    finds(
        RacyKernels.withoutBarrier(),
        "thread 1 of block 0 reads what thread 0 of block 0 writes, without a barrier between"
            + " (shared memory)");
  }

  @Test
  void a_race_between_blocks() {
    finds(
        RacyKernels.byAllBlocks(),
        "thread 0 of block 1 writes what thread 0 of block 0 writes (numbers + 0)");
  }

  @Test
  void a_number_that_is_handed_over_without_fences_or_through_a_cache() {
    String found = "thread 0 of block 1 reads what thread 5 of block 0 writes (numbers + 0)";
    assertThat(found(RacyKernels.handedOver())).isEmpty();
    finds(RacyKernels.unfencedWrites(), found);
    finds(RacyKernels.unfencedReads(), found);
    finds(RacyKernels.cachedReads(), found);
  }

  @Test
  void memory_that_is_not_the_launchs() {
    finds(
        RacyKernels.beyond(),
        "thread 255 of block 0 reaches memory that the launch does not name, 4 bytes");
    finds(
        RacyKernels.unaligned(),
        "thread 0 of block 0 reaches 16 bytes that are not aligned (numbers + 4)");
    assertThat(found(RacyKernels.adding(), false).get(0))
        .endsWith("thread 0 of block 0 writes what it should read (numbers + 0)");
  }

  @Test
  void shared_memory_that_nobody_wrote() {
    finds(RacyKernels.unwritten(), "thread 0 of block 0 reads what nobody wrote (shared memory)");
  }

  private void finds(KernelText kernel, String words) {
    assertThat(found(kernel).get(0)).isEqualTo(kernel.getName() + ": " + words);
  }

  private List<String> found(KernelText kernel) {
    return found(kernel, true);
  }

  private List<String> found(KernelText kernel, boolean written) {
    DeviceMemory memory = device.allocate(2 * BYTES, "numbers");
    device.prepare(List.of(kernel));
    StandIn.allow("numbers", memory.getAddress(), BYTES, written);
    device.launch(kernel, memory.getAddress());
    StandIn.allowNothing();
    device.finish();
    return StandIn.found();
  }
}
