package dev.figment.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  @TempDir static Path folder;

  private static Cli cli;
  private static JsonNode numbers;

  @BeforeAll
  static void measure() {
    Path file = folder.resolve("bench.json");
    cli =
        Cli.run(
            Cli.args(
                "--preset dense-vae --warm-up 2 --steps 5 --block 2 --threads 1".split(" "),
                "bench",
                "--json",
                file,
                "--backend",
                "cpu"));
    assertThat(cli.exit).as(cli.toString()).isZero();
    numbers = Cli.json(file);
  }

  private static double number(String key) {
    JsonNode value = numbers.path("dense-vae." + key);
    assertThat(value.isNumber()).as("%s of %s", key, numbers).isTrue();
    assertThat(value.asDouble()).as(key).isFinite();
    return value.asDouble();
  }

  @Test
  void says_what_was_measured_and_on_what() {
    assertThat(cli.out)
        .startsWith("backend      cpu, as asked for; ")
        .containsPattern(
            "dense-vae    [\\d.,]+ ms a step \\([\\d.,]+ to [\\d.,]+\\), [\\d.,]+ images/s,"
                + " [\\d.,e-]+ TFLOP/s, [\\d.,]+ GB/s")
        .contains("652,824 parameters, batch 128, 6 steps after 2, ");
    assertThat(numbers.path("engine").asText()).isEqualTo("figment");
    assertThat(numbers.path("backend").asText()).isEqualTo("cpu");
    assertThat(numbers.path("precision").asText()).isEqualTo("fp32");
    assertThat(numbers.path("threads").asInt()).isEqualTo(1);
    assertThat(numbers.path("device").asText()).startsWith("cpu (oneDNN ");
  }

  @Test
  void the_numbers_are_complete_and_finite() {
    double median = number("step.median.seconds");
    assertThat(number("step.p10.seconds")).isPositive().isLessThanOrEqualTo(median);
    assertThat(number("step.p90.seconds")).isGreaterThanOrEqualTo(median);
    assertThat(number("imagesPerSecond")).isCloseTo(128 / median, within(1e-6));
    assertThat(number("steps")).isEqualTo(6);
    assertThat(number("warmUp")).isEqualTo(2);
    assertThat(number("block")).isEqualTo(2);
    assertThat(number("batch")).isEqualTo(128);
    assertThat(number("batchesPerStep")).isEqualTo(1);
    assertThat(number("launches")).isBetween(10.0, 100.0);
    assertThat(number("memory.arena.bytes")).isPositive();
    assertThat(number("compile.seconds")).isPositive();
    assertThat(number("record.seconds")).isZero();
  }

  @Test
  void the_work_is_counted_exactly() {
    // Forward, and back to weights and inputs, but not to the images.
    long encoder = 784 * 400;
    long others = 400 * 20 + 400 * 20 + 20 * 400 + 400 * 784;
    assertThat(number("work.flop")).isEqualTo(2.0 * 128 * (2 * encoder + 3 * others));
    double median = number("step.median.seconds");
    assertThat(number("teraflopPerSecond"))
        .isCloseTo(number("work.flop") / median * 1e-12, within(1e-9));
    assertThat(number("gigabytesPerSecond"))
        .isCloseTo(number("work.bytes") / median * 1e-9, within(1e-9));
    // Weights and both moments are read and written, and the weights read by products.
    assertThat(number("work.bytes")).isGreaterThan(6.0 * 4 * 652_824);
  }

  @Test
  void weights_are_told_so_that_another_library_can_be_held_to_them() {
    assertThat(number("parameters")).isEqualTo(652_824);
    assertThat(numbers.path("dense-vae.weights").asText())
        .isEqualTo("400x784 400 20x400 20 20x400 20 20x400 400 400x784 784");
    assertThat(number("memory.variables.bytes")).isGreaterThanOrEqualTo(3.0 * 4 * 652_824);
  }

  @Test
  void a_preset_that_does_not_exist_is_refused() {
    Cli wrong = Cli.run("bench", "--preset", "vgg");
    assertThat(wrong.exit).isEqualTo(2);
    assertThat(wrong.err)
        .isEqualToNormalizingNewlines(
            """
            Invalid value for option '--preset': there is no preset 'vgg'
                there are dense-vae, conv-vae-64, dcgan-64, wgan-gp-64
                see figment bench --help
            """);
  }

  @Test
  void no_steps_are_refused() {
    Cli wrong = Cli.run("bench", "--steps", "0");
    assertThat(wrong.exit).isEqualTo(2);
    assertThat(wrong.err)
        .isEqualToNormalizingNewlines(
            """
            Invalid value for option '--steps': 0 is less than 1
                see figment bench --help
            """);
  }

  @Test
  void a_precision_that_nobody_has_is_refused() {
    Cli wrong = Cli.run("bench", "--precision", "fp8");
    assertThat(wrong.exit).isEqualTo(1);
    assertThat(wrong.err)
        .isEqualToNormalizingNewlines(
            """
            there is no precision named fp8
                the names are fp32, tf32, bf16, fp16
            """);
  }
}
