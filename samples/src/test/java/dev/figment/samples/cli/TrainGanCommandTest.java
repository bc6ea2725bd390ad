package dev.figment.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code train gan} and the commands that use its model do, on one tiny model. */
class TrainGanCommandTest {
  @TempDir static Path folder;
  static Path model;
  static Cli train;

  @BeforeAll
  static void train() {
    model = folder.resolve("model");
    train =
        Cli.trainGan(
            model,
            "--limit",
            64,
            "--epochs",
            2,
            "--regularizer",
            "r1:1:every=2",
            "--pack",
            2,
            "--json",
            folder.resolve("train.json"));
    assertThat(train.exit).as(train.toString()).isZero();
  }

  @Test
  void writes_every_file_of_a_model() {
    for (String name :
        new String[] {
          "generator.onnx",
          "parity.json",
          "checkpoint.safetensors",
          "config.json",
          "history.csv",
          "report.html",
          "samples.png",
          "interpolation.png"
        }) {
      assertThat(model.resolve(name)).isNotEmptyFile();
    }
  }

  @Test
  void keeps_what_it_was_trained_with() {
    JsonNode config = Cli.json(model.resolve("config.json"));
    assertThat(config.path("kind").asText()).isEqualTo("gan");
    assertThat(config.path("data").path("source").asText()).isEqualTo("glyphs");
    assertThat(config.path("training").path("average").asDouble()).isEqualTo(0.999);
    assertThat(config.path("model").path("regularizer").asText()).isEqualTo("r1:1:every=2");
    assertThat(config.path("shape").toString()).isEqualTo("[1,28,28]");
    assertThat(config.path("labels")).hasSize(10);
  }

  @Test
  void shows_a_line_for_each_epoch_with_the_terms_of_both_networks() {
    assertThat(train.out)
        .containsPattern("epoch     2/2  loss .*penalty .*real .*fake .*generator.loss ")
        .containsPattern("test      loss [0-9.]+  real ")
        .contains("generator.onnx equals the trained model to");
    assertThat(train.err).isEmpty();
  }

  @Test
  void writes_its_results_under_the_same_keys_as_a_vae() {
    JsonNode json = Cli.json(folder.resolve("train.json"));
    for (String key :
        new String[] {
          "test.loss",
          "test.real",
          "test.fake",
          "seconds",
          "imagesPerSecond",
          "stepsPerSecond",
          "parity.maxError",
          "threads",
          "seed",
          "steps",
          "epochs"
        }) {
      assertThat(json.path(key).isNumber()).as(key).isTrue();
    }
    assertThat(json.path("parity.maxError").asDouble()).isLessThan(1e-4);
    assertThat(json.path("interrupted").asBoolean(true)).isFalse();
  }

  @Test
  void resuming_gives_the_bytes_of_a_training_without_a_break() {
    Path parts = folder.resolve("parts");
    Object[] settings = {"--limit", 64, "--regularizer", "r1:1:every=2", "--pack", 2};
    assertThat(Cli.trainGan(parts, with(settings, "--epochs", 1)).exit).isZero();
    Cli rest = Cli.run("train", "gan", "--resume", "--epochs", 2, "--out", parts);
    assertThat(rest.exit).as(rest.toString()).isZero();
    for (String file : new String[] {"checkpoint.safetensors", "history.csv", "samples.png"}) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(model.resolve(file));
    }
  }

  private static Object[] with(Object[] settings, Object... more) {
    Object[] all = java.util.Arrays.copyOf(settings, settings.length + more.length);
    System.arraycopy(more, 0, all, settings.length, more.length);
    return all;
  }

  @Test
  void resuming_as_another_kind_is_refused() {
    Cli cli = Cli.run("train", "vae", "--resume", "--out", model);
    assertThat(cli.exit).isEqualTo(1);
    assertThat(cli.err)
        .isEqualToNormalizingNewlines(
            model + ": the model is a gan, not a vae\n    give another folder\n");
  }

  @Test
  void a_batch_that_does_not_divide_into_packs_leaves_an_earlier_model_as_it_was()
      throws IOException {
    byte[] before = Files.readAllBytes(model.resolve("checkpoint.safetensors"));
    byte[] config = Files.readAllBytes(model.resolve("config.json"));
    Cli cli = Cli.trainGan(model, "--limit", 64, "--pack", 3);
    assertThat(cli.exit).isEqualTo(1);
    assertThat(cli.err)
        .isEqualToNormalizingNewlines(
            "a batch of 16 does not divide into packs of 3\n"
                + "    use a batch size that is a multiple of 3\n");
    assertThat(model.resolve("checkpoint.safetensors")).hasBinaryContent(before);
    assertThat(model.resolve("config.json")).hasBinaryContent(config);
    assertThat(model.resolve("generator.onnx")).exists();
  }

  @Test
  void evaluate_measures_what_training_measured_last() {
    Path json = folder.resolve("evaluate.json");
    Cli evaluate = Cli.run("evaluate", "--model", model, "--json", json);
    assertThat(evaluate.exit).as(evaluate.toString()).isZero();
    assertThat(Cli.json(json).path("test.loss").asDouble())
        .isEqualTo(Cli.json(folder.resolve("train.json")).path("test.loss").asDouble());
  }

  @Test
  void sample_makes_the_same_picture_of_the_same_seed() {
    Path first = folder.resolve("a.png");
    Path second = folder.resolve("b.png");
    assertThat(Cli.run("sample", "--model", model, "--n", 9, "--seed", 5, "--out", first).exit)
        .isZero();
    Cli.run("sample", "--model", model, "--n", 9, "--seed", 5, "--out", second);
    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void interpolate_goes_from_seed_to_seed() {
    Path strip = folder.resolve("strip.png");
    Path json = folder.resolve("strip.json");
    Cli cli =
        Cli.run(
            "interpolate",
            "--model",
            model,
            "--from-seed",
            1,
            "--to-seed",
            2,
            "--out",
            strip,
            "--json",
            json);
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(strip).isNotEmptyFile();
    assertThat(Cli.json(json).path("to").asInt()).isEqualTo(2);
  }

  @Test
  void what_needs_an_encoder_says_that_there_is_none() {
    Path image = folder.resolve("one.png");
    Cli.run("sample", "--model", model, "--n", 1, "--out", image);
    String message =
        model
            + ": a GAN has no encoder\n"
            + "    figment project finds the noise that comes nearest to an image\n";
    Cli reconstruct =
        Cli.run("reconstruct", "--model", model, image, "--out", folder.resolve("never"));
    assertThat(reconstruct.exit).isEqualTo(1);
    assertThat(reconstruct.err).isEqualToNormalizingNewlines(message);
    Cli between =
        Cli.run(
            "interpolate", "--model", model, image, image, "--out", folder.resolve("never.png"));
    assertThat(between.exit).isEqualTo(1);
    assertThat(between.err).isEqualToNormalizingNewlines(message);
  }

  @Test
  void training_for_some_time_ends_with_a_whole_model() {
    Path timed = folder.resolve("timed");
    Path json = folder.resolve("timed.json");
    Cli cli = Cli.trainGan(timed, "--limit", 64, "--minutes", 0.02, "--json", json);
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(timed.resolve("report.html")).isNotEmptyFile();
    assertThat(Cli.json(json).path("steps").asInt()).isPositive();
    assertThat(Cli.json(timed.resolve("config.json")).path("training").path("epochs").isNull())
        .isTrue();
    Cli endless = Cli.run("train", "gan", "--resume", "--out", timed);
    assertThat(endless.exit).isEqualTo(2);
    assertThat(endless.firstError())
        .isEqualTo("The training was begun with --minutes; give it, or --epochs");
  }
}
