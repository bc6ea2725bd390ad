package dev.figment.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code train vae} and the commands that use its model do, on one tiny model. */
class TrainVaeCommandTest {
  @TempDir static Path folder;
  static Path model;
  static Cli train;

  @BeforeAll
  static void train() {
    model = folder.resolve("model");
    train = Cli.train(model, "--limit", 64, "--epochs", 2, "--json", folder.resolve("train.json"));
    assertThat(train.exit).as(train.toString()).isZero();
  }

  @Test
  void trains_on_the_bound_of_several_latents() {
    Path weighted = folder.resolve("weighted");
    Object[] settings = {"--limit", 32, "--epochs", 1, "--importance-samples", 3};
    assertThat(Cli.train(weighted, settings).exit).isZero();
    JsonNode vae = Cli.json(weighted.resolve("config.json")).path("model");
    assertThat(vae.path("importanceSamples").asInt()).isEqualTo(3);
    Path json = folder.resolve("weighted.json");
    Cli evaluate =
        Cli.run("evaluate", "--model", weighted, "--data", "glyphs", "--no-images", "--json", json);
    assertThat(evaluate.exit).as(evaluate.toString()).isZero();
    JsonNode numbers = Cli.json(json);
    assertThat(numbers.path("test.loss").asDouble())
        .isLessThan(numbers.path("test.negativeElbo").asDouble());
  }

  @Test
  void writes_every_file_of_a_model() {
    for (String name :
        new String[] {
          "encoder.onnx",
          "decoder.onnx",
          "parity.json",
          "checkpoint.safetensors",
          "config.json",
          "history.csv",
          "report.html",
          "samples.png",
          "reconstructions.png",
          "interpolation.png"
        }) {
      assertThat(model.resolve(name)).isNotEmptyFile();
    }
  }

  @Test
  void says_which_data_and_backend_it_took_and_shows_a_line_for_each_epoch() {
    assertThat(train.out)
        .contains("data      glyphs: 64 images of 1 x 28 x 28 to train, 2,000 to test")
        .contains("backend   reference, as asked for")
        .containsPattern("epoch     1/2  loss .* images/s  .* left")
        .containsPattern("epoch     2/2  loss ")
        .containsPattern("test      loss [0-9.]+ .*nats per example")
        .contains("encoder.onnx equals the trained model to")
        .contains("report    " + model.resolve("report.html"));
    assertThat(train.err).isEmpty();
  }

  @Test
  void writes_its_results_as_json() {
    JsonNode json = Cli.json(folder.resolve("train.json"));
    for (String key :
        new String[] {
          "test.loss",
          "test.reconstruction",
          "test.kl",
          "seconds",
          "imagesPerSecond",
          "stepsPerSecond",
          "parity.maxError",
          "threads",
          "seed",
          "steps"
        }) {
      assertThat(json.path(key).isNumber()).as(key).isTrue();
    }
    assertThat(json.path("backend").asText()).isEqualTo("reference");
    assertThat(json.path("steps").asInt()).isEqualTo(8);
    assertThat(json.path("parity.maxError").asDouble()).isLessThan(1e-4);
    assertThat(json.path("test.loss").asDouble())
        .isCloseTo(
            json.path("test.reconstruction").asDouble() + json.path("test.kl").asDouble(),
            org.assertj.core.data.Offset.offset(1e-3));
  }

  @Test
  void the_report_needs_no_other_file() throws IOException {
    assertThat(Files.readString(model.resolve("report.html")))
        .contains("data:image/png;base64,")
        .contains("<svg")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("<script");
  }

  @Test
  void a_demo_without_time_for_an_epoch_still_ends_with_pictures_and_numbers() {
    Path demo = folder.resolve("demo");
    Path json = folder.resolve("demo.json");
    Cli cli = Cli.run("demo", "--seconds", 1, "--backend", "cpu", "--out", demo, "--json", json);
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(cli.out).contains("picture   " + demo.resolve("samples.png"));
    assertThat(demo.resolve("report.html")).isNotEmptyFile();
    assertThat(Cli.json(json).path("imagesPerSecond").asDouble()).isPositive();
  }

  @Test
  void evaluate_measures_what_training_measured_last() {
    Path json = folder.resolve("evaluate.json");
    Cli evaluate =
        Cli.run("evaluate", "--model", model, "--data", "glyphs", "--no-images", "--json", json);
    assertThat(evaluate.exit).as(evaluate.toString()).isZero();
    assertThat(Cli.json(json).path("test.loss").asDouble())
        .isEqualTo(Cli.json(folder.resolve("train.json")).path("test.loss").asDouble());
    assertThat(Cli.json(json).path("examples").asInt()).isEqualTo(2000);
  }

  @Test
  void evaluate_bounds_the_likelihood_by_samples_and_compares_images() {
    Path json = folder.resolve("measures.json");
    Object[] few = {"--samples", 3, "--images", 40, "--backend", "cpu", "--json", json};
    Cli evaluate = Cli.run(Cli.args(few, "evaluate", "--model", model));
    assertThat(evaluate.exit).as(evaluate.toString()).isZero();
    assertThat(evaluate.out)
        .containsPattern("test      activeUnits [0-9.]+  logLikelihood -")
        .contains("measures  by a classifier of the labels")
        .containsPattern("images    frechet [0-9.,]+  kernel ");
    JsonNode numbers = Cli.json(json);
    assertThat(numbers.path("test.logLikelihood").asDouble())
        .isBetween(-numbers.path("test.negativeElbo").asDouble() - 1, 0.0);
    assertThat(numbers.path("test.logLikelihood.error").asDouble()).isPositive();
    assertThat(numbers.path("test.activeUnits").asInt()).isBetween(0, 3);
    assertThat(numbers.path("images").asInt()).isEqualTo(40);
    for (String key : new String[] {"frechet", "kernel", "coverage", "memorisation", "modes"}) {
      assertThat(numbers.path(key).isNumber()).as(key).isTrue();
    }
  }

  @Test
  void evaluate_refuses_images_of_another_size() throws IOException {
    byte[] tiny = ByteBuffer.allocate(16 + 80).putInt(0x803).putInt(20).putInt(2).putInt(2).array();
    Path data = Files.write(folder.resolve("tiny-idx3-ubyte"), tiny);
    Cli evaluate = Cli.run("evaluate", "--model", model, "--data", data);
    assertThat(evaluate.exit).isEqualTo(1);
    assertThat(evaluate.firstError())
        .isEqualTo(data + ": the images are 1 x 2 x 2, the model takes 1 x 28 x 28");
  }

  @Test
  void sample_makes_the_same_picture_of_the_same_seed() throws IOException {
    Path first = folder.resolve("a.png");
    Path second = folder.resolve("b.png");
    Path third = folder.resolve("c.png");
    assertThat(Cli.run("sample", "--model", model, "--n", 9, "--seed", 5, "--out", first).exit)
        .isZero();
    Path json = folder.resolve("sample.json");
    Cli.run("sample", "--model", model, "--n", 9, "--seed", 5, "--out", second, "--json", json);
    Cli.run("sample", "--model", model, "--n", 9, "--seed", 6, "--out", third);
    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(Files.readAllBytes(third)).isNotEqualTo(Files.readAllBytes(first));
    assertThat(Cli.json(json).path("images").asInt()).isEqualTo(9);
  }

  @Test
  void reconstruct_writes_a_picture_for_each_image_and_one_of_all() {
    Path image = folder.resolve("glyph.png");
    Cli.run("sample", "--model", model, "--n", 1, "--out", image);
    Path out = folder.resolve("again");
    Path json = folder.resolve("reconstruct.json");
    Cli cli = Cli.run("reconstruct", "--model", model, image, "--out", out, "--json", json);
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(out.resolve("glyph-reconstruction.png")).isNotEmptyFile();
    assertThat(out.resolve("reconstructions.png")).isNotEmptyFile();
    assertThat(Cli.json(json).path("images").path(0).path("meanSquaredError").asDouble())
        .isBetween(0.0, 1.0);
  }

  @Test
  void interpolate_writes_a_strip() {
    Path image = folder.resolve("end.png");
    Cli.run("sample", "--model", model, "--n", 1, "--out", image);
    Path strip = folder.resolve("strip.png");
    Path json = folder.resolve("strip.json");
    Cli cli =
        Cli.run("interpolate", "--model", model, image, image, "--out", strip, "--json", json);
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(strip).isNotEmptyFile();
    assertThat(Cli.json(json).path("steps").asInt()).isEqualTo(10);
  }
}
