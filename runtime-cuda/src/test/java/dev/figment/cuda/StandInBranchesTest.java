package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.RacyKernels;
import dev.figment.cuda.standin.StandIn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a GPU that takes launches in any order that the branches allow, another each time. */
class StandInBranchesTest extends BranchesConformance {
  @BeforeEach
  void only_where_a_stand_in_can_be_made() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
    StandIn.load();
    StandIn.set("branches", 0);
  }

  @AfterEach
  void takes_launches_by_number_again() {
    StandIn.set("mixed", 0);
    assertThat(StandIn.get("branches")).isPositive();
    assertThat(StandIn.get("used")).isZero();
  }

  @Override
  Gpu gpu(boolean branches) {
    StandIn.set("mixed", 1);
    return GpuProvider.gpu(StandIn.cache(), branches);
  }

  /** What waits for one another must not be launched as if it did not. */
  @Test
  void launches_that_wait_for_one_another_show_as_other_numbers() {
    KernelText twice = RacyKernels.doubling();
    KernelText more = RacyKernels.adding();
    ByteBuffer number = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
    Set<Integer> results = new TreeSet<>();
    try (Gpu gpu = gpu(true)) {
      gpu.prepare(List.of(twice, more));
      DeviceMemory memory = gpu.allocate(4, "a number");
      Runnable first = () -> gpu.launch(more, memory.getAddress());
      Runnable second = () -> gpu.launch(twice, memory.getAddress());
      try (Device.Recording recording = gpu.record(() -> gpu.beside(List.of(first, second)))) {
        for (int i = 0; i < 20; i++) {
          gpu.upload(number.clear().putInt(0, 1), memory, 0);
          recording.launch();
          gpu.download(memory, 0, number.clear());
          results.add(number.getInt(0));
        }
      }
      memory.free();
    }
    assertThat(results).containsExactly(3, 4);
  }
}
