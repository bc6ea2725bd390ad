package dev.figment.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Variable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class TrainingStepTest {
  private static CpuBackend open(int threads) {
    return CpuBackend.open(CpuOptions.defaults().threads(threads));
  }

  private static List<NdArray> train(Backend backend, DenseVae vae, int steps) {
    Executable step = backend.compile(vae.program());
    vae.begin(backend);
    NdArray images = vae.images();
    List<NdArray> results = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      step.run(images);
      results.add(step.read("loss"));
    }
    for (Variable weight : vae.weights()) {
      results.add(backend.read(weight));
    }
    return results;
  }

  @Test
  void learns_like_the_reference() {
    DenseVae vae = new DenseVae(4);
    try (CpuBackend cpu = open(2);
        ReferenceBackend reference = new ReferenceBackend()) {
      List<NdArray> actual = train(cpu, vae, 3);
      List<NdArray> expected = train(reference, vae, 3);
      for (int i = 0; i < 3; i++) {
        double loss = expected.get(i).scalar();
        assertThat(Math.abs(actual.get(i).scalar() - loss)).isLessThan(1e-4 * Math.abs(loss));
      }
      assertThat(actual.get(2).scalar()).isLessThan(actual.get(0).scalar());
    }
  }

  @Test
  void gives_the_same_bits_every_time_on_as_many_threads() {
    for (int threads : new int[] {1, 2, 3}) {
      List<List<NdArray>> runs = new ArrayList<>();
      for (int run = 0; run < 3; run++) {
        try (CpuBackend cpu = open(threads)) {
          runs.add(train(cpu, new DenseVae(32), 5));
        }
      }
      assertThat(runs.get(1)).isEqualTo(runs.get(0));
      assertThat(runs.get(2)).isEqualTo(runs.get(0));
    }
  }

  @Test
  void takes_no_more_memory_with_every_step() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/statm")), "resident memory is read from /proc");
    DenseVae vae = new DenseVae(8);
    try (CpuBackend cpu = open(2)) {
      Executable step = cpu.compile(vae.program());
      vae.begin(cpu);
      NdArray images = vae.images();
      for (int i = 0; i < 500; i++) {
        step.run(images);
      }
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long pointers = Pointer.totalCount();
      long resident = residentBytes();
      long heap = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      for (int i = 0; i < 2000; i++) {
        step.run(images);
      }
      long perStep =
          (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - heap) / 2000;
      assertThat(Pointer.totalCount()).isEqualTo(pointers);
      assertThat(perStep).as("bytes of heap in a step").isLessThan(2_000);
      assertThat(residentBytes() - resident).as("resident bytes").isLessThan(24L << 20);
    }
  }

  private static long residentBytes() throws IOException {
    return 4096 * Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
  }
}
