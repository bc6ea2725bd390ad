package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.PixelRange;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.cuda.driver.CudaLibraries;
import dev.figment.model.Gan;
import dev.figment.model.Vae;
import dev.figment.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Trainings on a real GPU, where there is one. */
class CudaTrainingTest extends TrainingConformance {
  private static final int LONG = 10_000;
  private static final long MEGABYTE = 1 << 20;

  @Override
  @Nullable String problem() {
    return CudaLibraries.problem();
  }

  @Override
  Backend open() {
    return new CudaProvider().open();
  }

  @Test
  void the_dense_vae_of_digits_has_the_losses_of_the_reference_for_a_hundred_steps() {
    Vae vae = Vae.dense(Shape.of(1, 28, 28), 400).latentSize(20);
    compare(Precision.FP32, 1e-4, vae, noise(1024, PixelRange.UNIT, 1, 28, 28), 128, 100);
  }

  @Test
  void ten_thousand_steps_take_no_more_memory_than_the_first() {
    Gan gan = Gan.convolutional(Shape.of(2, 8, 8), PixelRange.SIGNED, 8).latentSize(3);
    Map<Integer, Long> free = new HashMap<>();
    Map<Integer, Long> host = new HashMap<>();
    int[] step = {0};
    try (CudaBackend backend = (CudaBackend) open()) {
      Trainer.on(backend)
          .batchSize(16)
          .epochs(LONG)
          .seed(3)
          .onStep(
              report -> {
                step[0]++;
                if (step[0] == LONG / 10 || step[0] == LONG) {
                  free.put(step[0], backend.device().getFreeBytes());
                  host.put(step[0], outsideOfTheHeap());
                }
              })
          .stopWhen(() -> step[0] >= LONG)
          .train(gan, noise(64, PixelRange.SIGNED, 2, 8, 8));
    }
    System.out.println("free bytes by step " + free + ", bytes outside of the heap " + host);
    assertThat(free.get(LONG)).isGreaterThan(free.get(LONG / 10) - MEGABYTE);
    assertThat(host.get(LONG)).isLessThan(host.get(LONG / 10) + 32 * MEGABYTE);
  }

  /** The bytes of this process in memory, less those that Java's heap has. */
  private static long outsideOfTheHeap() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")) - heap)
          .findFirst()
          .orElseThrow();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
