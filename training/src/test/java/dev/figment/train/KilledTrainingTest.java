package dev.figment.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.Philox;
import dev.figment.data.Dataset;
import dev.figment.model.Vae;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledTrainingTest {
  private static final int KILLS = 20;

  @TempDir Path folder;

  /** Trains and writes a checkpoint after every step, for ever. */
  public static void main(String[] arguments) {
    Dataset data = TinyData.bars(64);
    try (Backend backend = Backend.named("reference")) {
      Trainer.on(backend)
          .batchSize(16)
          .epochs(Integer.MAX_VALUE)
          .checkpoints(Path.of(arguments[0]))
          .checkpointEvery(1)
          .resume()
          .train(Vae.dense(data.getExampleShape(), 64), data);
    }
  }

  @Test
  void leaves_a_whole_checkpoint_whenever_it_is_killed() throws Exception {
    Path file = folder.resolve(Checkpoint.FILE);
    Philox random = Philox.stream(1, "kills");
    long last = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xshare:auto",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path").replace(';', File.pathSeparatorChar),
                  KilledTrainingTest.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      long before = last;
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (steps(file) <= before) {
        assertThat(child.isAlive()).isTrue();
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.sleep(5);
      }
      Thread.sleep(random.nextInt(120));
      child.destroyForcibly().waitFor();
      last = steps(file);
      assertThat(last).isGreaterThan(before);
    }
  }

  /** The step of the checkpoint, 0 without one; any damage to the file is an error. */
  private static long steps(Path file) {
    return Files.exists(file)
        ? Long.parseLong(SafeTensors.read(file).getMetadata().get("figment.step"))
        : 0;
  }
}
