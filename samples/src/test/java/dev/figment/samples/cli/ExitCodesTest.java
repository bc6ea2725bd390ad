package dev.figment.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitCodesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trian",
        "train",
        "train vae",
        "train gan",
        "train flow --out x",
        "train vae-gan",
        "train vae-gan --out x --pixel-weight -1",
        "train vae-gan --out x --pack 2",
        "train gan --out x --loss wasser",
        "train gan --out x --regularizer r3:1",
        "train gan --out x --regularizer r1",
        "train gan --out x --regularizer r1:0",
        "train gan --out x --regularizer r1:1:every=0",
        "train gan --out x --regularizer clip:0.01:every=2",
        "train gan --out x --augment rotation",
        "train gan --out x --conditional always",
        "train gan --out x --label-smoothing 1",
        "train gan --out x --pack 0",
        "train gan --out x --critic-steps 0",
        "train gan --out x --critic-lr -1",
        "train gan --out x --average 1",
        "train gan --out x --minutes 0",
        "train vae",
        "train vae --out x --epochs 0",
        "train vae --out x --epochs many",
        "train vae --out x --lr 0",
        "train vae --out x --beta -1",
        "train vae --out x --beta nan",
        "train vae --out x --preset big",
        "train vae --out x --likelihood poisson",
        "train vae --out x --likelihood bernoulli:1",
        "train vae --out x --size 0x3",
        "train vae --out x --seed 1.5",
        "compare",
        "compare --out x --minutes 0",
        "compare --out x --seeds 0",
        "compare --out x --extractor-shape 3x3",
        "compare --out x --extractor-range 1:1",
        "evaluate",
        "sample --model x",
        "evaluate --model x --samples 0",
        "evaluate --model x --extractor-shape 3x3",
        "sample --model x --out y --n -1",
        "sample --model x --out y --truncation 0",
        "project --model x --out y",
        "project --model x one.png",
        "reconstruct --model x --out y",
        "interpolate --model x one --out y",
        "interpolate --model x one two three --out y",
        "interpolate --model x --from-seed 1 --out y",
        "interpolate --model x one two --from-seed 1 --to-seed 2 --out y",
        "interpolate --model x one two --out y --steps 1",
        "bench --preset vgg",
        "bench --steps 0",
        "bench --block few",
        "doctor now",
        "--wrong"
      })
  void wrong_usage_gives_2_and_points_to_the_help(String line) {
    Cli cli = Cli.run((Object[]) line.split(" "));
    assertThat(cli.exit).as(cli.toString()).isEqualTo(2);
    assertThat(cli.err).contains("--help").doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(cli.out).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--help",
        "--version",
        "demo --help",
        "train --help",
        "train vae --help",
        "train gan --help",
        "train vae-gan --help",
        "compare --help",
        "evaluate --help",
        "sample --help",
        "reconstruct --help",
        "interpolate --help",
        "project --help",
        "bench --help",
        "doctor --help"
      })
  void help_gives_0(String line) {
    Cli cli = line.isEmpty() ? Cli.run() : Cli.run((Object[]) line.split(" "));
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(cli.out).isNotBlank();
    assertThat(cli.err).isEmpty();
  }

  @Test
  void failing_gives_1_and_says_place_fact_and_cure() {
    Path missing = folder.resolve("missing");
    Cli cli = Cli.run("sample", "--model", missing, "--out", folder.resolve("x.png"));
    assertThat(cli.exit).isEqualTo(1);
    assertThat(cli.err)
        .isEqualToNormalizingNewlines(
            missing
                + ": there is no such folder\n"
                + "    give the folder that `figment train` or `figment demo` wrote to\n");
  }

  @Test
  void a_stack_trace_is_shown_when_asked_for() {
    Cli cli = Cli.run("sample", "--model", folder.resolve("no"), "--out", "x.png", "--stacktrace");
    assertThat(cli.exit).isEqualTo(1);
    assertThat(cli.err).contains("FigmentException").contains("\tat dev.figment");
  }

  @Test
  void a_backend_that_does_not_exist_is_named() {
    Cli cli = Cli.run("train", "vae", "--backend", "abacus", "--out", folder.resolve("m"));
    assertThat(cli.exit).isEqualTo(1);
    assertThat(cli.firstError()).isEqualTo("there is no backend named abacus");
  }

  @Test
  void resuming_nothing_is_refused() {
    Cli cli = Cli.train(folder.resolve("m"), "--resume");
    assertThat(cli.exit).isEqualTo(1);
    assertThat(cli.firstError()).contains("there is no checkpoint to resume from");
  }

  @Test
  void gpus_are_named_by_numbers_each_once() {
    for (String name : List.of("cuda:", "cuda:a", "cuda:0,", "cuda:-1", "cuda:fast")) {
      Cli cli = Cli.run("train", "vae", "--backend", name, "--out", folder.resolve("m"));
      assertThat(cli.firstError()).startsWith("backend " + name + ": '");
    }
    Cli cli = Cli.run("train", "vae", "--backend", "cuda:2,2", "--out", folder.resolve("m"));
    assertThat(cli.firstError()).isEqualTo("GPU 2 is named twice");
  }

  @Test
  void the_doctor_tells_backends_with_reasons_and_versions() {
    Path json = folder.resolve("doctor.json");
    Cli cli = Cli.run("doctor", "--json", json);
    assertThat(cli.exit).isZero();
    assertThat(cli.out).contains("Java", "reference", "available: ", "ONNX Runtime", "oneDNN");
    assertThat(Cli.json(json).path("backends").path("reference").path("available").asBoolean())
        .isTrue();
    assertThat(Cli.json(json).path("libraries").path("OpenCV").asText()).startsWith("4.");
    assertThat(Cli.json(json).path("libraries").path("CUDA runtime").asText())
        .matches("missing|13\\.\\d+");
  }
}
