package dev.figment.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in a child process. */
@EnabledOnOs(OS.LINUX)
class InterruptTest {
  @TempDir Path folder;

  @Test
  void ctrl_c_saves_a_checkpoint_and_gives_130() throws IOException, InterruptedException {
    Path model = folder.resolve("model");
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FigmentCli.class.getName(),
                    "train",
                    "vae",
                    "--backend",
                    "reference",
                    "--preset",
                    "dense",
                    "--hidden",
                    "8",
                    "--limit",
                    "32",
                    "--batch",
                    "16",
                    "--epochs",
                    "100000",
                    "--out",
                    model.toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assumeTrue(hears(process.pid()), "SIGINT is ignored by children of this process");
      Path checkpoint = model.resolve("checkpoint.safetensors");
      for (int i = 0; i < 200 && !Files.exists(checkpoint); i++) {
        assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
        Thread.sleep(100);
      }
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(text).isEqualTo(130);
      assertThat(text)
          .contains("stopping; a checkpoint is saved after this step")
          .contains("go on with --resume");
      assertThat(checkpoint).isNotEmptyFile();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Whether the kernel hands SIGINT to a process; shells let background jobs ignore it. */
  private static boolean hears(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("SigIgn:")) {
        return (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 2) == 0;
      }
    }
    return true;
  }
}
