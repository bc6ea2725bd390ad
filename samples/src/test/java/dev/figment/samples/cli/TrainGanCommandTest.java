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
          "critic.onnx",
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
        .containsPattern(
            "epoch     2/2  loss .*D\\(real\\) .*D\\(fake\\) .*penalty .*generator.loss ")
        .containsPattern("test      loss [0-9.]+  D\\(real\\) ")
        .contains("generator.onnx equals the trained model to");
    assertThat(train.err).isEmpty();
  }

  @Test
  void writes_its_results_under_the_same_keys_as_a_vae() {
    JsonNode json = Cli.json(folder.resolve("train.json"));
    for (String key :
        new String[] {
          "test.loss",
          "test.D(real)",
          "test.D(fake)",
          "health.diversity",
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
    Object[] half = {"--limit", 64, "--regularizer", "r1:1:every=2", "--pack", 2, "--epochs", 1};
    assertThat(Cli.trainGan(parts, half).exit).isZero();
    Cli rest = Cli.run("train", "gan", "--resume", "--epochs", 2, "--out", parts);
    assertThat(rest.exit).as(rest.toString()).isZero();
    for (String file : new String[] {"checkpoint.safetensors", "history.csv", "samples.png"}) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(model.resolve(file));
    }
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
  void labels_that_a_loss_does_not_have_cannot_be_smoothed() {
    Cli cli = Cli.trainGan(folder.resolve("no"), "--loss", "hinge", "--label-smoothing", 0.1);
    assertThat(cli.exit).isEqualTo(1);
    assertThat(cli.err)
        .isEqualToNormalizingNewlines(
            "the loss hinge has no labels to smooth\n"
                + "    smooth non-saturating, minimax or least-squares\n");
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
            """
            a batch of 16 does not divide into packs of 3
                use a batch size that is a multiple of 3
            """);
    assertThat(model.resolve("checkpoint.safetensors")).hasBinaryContent(before);
    assertThat(model.resolve("config.json")).hasBinaryContent(config);
    assertThat(model.resolve("generator.onnx")).exists();
  }

  @Test
  void evaluate_measures_what_training_measured_last() {
    Path json = folder.resolve("evaluate.json");
    Cli evaluate = Cli.run("evaluate", "--model", model, "--no-images", "--json", json);
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
  void evaluate_compares_images_and_knows_no_likelihood() {
    Path json = folder.resolve("measures.json");
    Cli evaluate =
        Cli.run("evaluate", "--model", model, "--images", 40, "--backend", "cpu", "--json", json);
    assertThat(evaluate.exit).as(evaluate.toString()).isZero();
    assertThat(Cli.json(json).path("frechet").asDouble()).isPositive();
    assertThat(Cli.json(json).path("labelAccuracy").isMissingNode()).isTrue();
    Path own = model.resolve("extractor").resolve("classifier.onnx");
    Object[] file = {"--images", 40, "--backend", "cpu", "--inception", "--extractor", own};
    Cli unnamed = Cli.run(Cli.args(file, "evaluate", "--model", model));
    assertThat(unnamed.err)
        .isEqualToNormalizingNewlines(
            own
                + ": this is a classifier that Figment trained, so its distances are not FID and"
                + " KID\n    leave out --inception\n");
    Object[] names = {
      "--extractor-input",
      "image",
      "--extractor-shape",
      "1x28x28",
      "--extractor-features",
      "features"
    };
    Cli famous = Cli.run(Cli.args(names, Cli.args(file, "evaluate", "--model", model)));
    assertThat(famous.exit).as(famous.toString()).isZero();
    assertThat(famous.out).containsPattern("images    FID [0-9.,]+  KID ");
    assertThat(evaluate.out).doesNotContain("FID").doesNotContain("KID");

    Cli bound = Cli.run("evaluate", "--model", model, "--samples", 5);
    assertThat(bound.exit).isEqualTo(1);
    assertThat(bound.err)
        .isEqualToNormalizingNewlines(
            """
            models of the kind gan have no likelihood, so there is no bound on it
                leave out --samples
            """);
  }

  @Test
  void project_finds_the_noise_of_a_sample() {
    Path image = folder.resolve("sample.png");
    Cli.run("sample", "--model", model, "--n", 1, "--out", image);
    Path out = folder.resolve("projected");
    Path json = folder.resolve("project.json");
    Cli cli =
        Cli.run("project", "--model", model, image, "--steps", 40, "--out", out, "--json", json);
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(out.resolve("sample-projection.png")).isNotEmptyFile();
    assertThat(out.resolve("projections.png")).isNotEmptyFile();
    JsonNode one = Cli.json(json).path("images").path(0);
    assertThat(one.path("meanSquaredError").asDouble()).isBetween(0.0, 0.2);
    assertThat(one.path("latent")).hasSize(3);
  }

  @Test
  void truncated_samples_are_others() throws IOException {
    Path all = folder.resolve("all.png");
    Path typical = folder.resolve("typical.png");
    Cli.run("sample", "--model", model, "--n", 9, "--out", all);
    Cli cli = Cli.run("sample", "--model", model, "--n", 9, "--truncation", 0.1, "--out", typical);
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(Files.readAllBytes(typical)).isNotEqualTo(Files.readAllBytes(all));
  }

  @Test
  void wasserstein_without_anything_that_holds_the_critic_is_refused() {
    for (String kind : new String[] {"gan", "vae-gan"}) {
      Cli cli = Cli.run("train", kind, "--loss", "wasserstein", "--out", folder.resolve("never"));
      assertThat(cli.exit).isEqualTo(1);
      assertThat(cli.err)
          .isEqualToNormalizingNewlines(
              "the loss wasserstein needs a critic that is held, and nothing holds this one\n"
                  + "    add a regularizer such as gradient-penalty:10\n");
    }
  }

  @Test
  void the_conv_preset_takes_layer_norm_where_slopes_are_penalised() throws IOException {
    Path out = folder.resolve("conv");
    String report = Files.readString(conv(out, folder.resolve("conv.json")));
    assertThat(report).contains("layerNorm").contains("gradientPenalty(10.0)");
  }

  /** Trains for two steps, after which all samples are still grey, and gives the report. */
  private static Path conv(Path out, Path json) {
    Object[] settings = {"--loss", "wasserstein", "--regularizer", "gradient-penalty:10"};
    Object[] small = {"--preset", "conv", "--width", 2, "--limit", 16, "--batch", 8};
    Object[] run = {"--epochs", 1, "--backend", "cpu", "--out", out, "--json", json};
    Cli cli = Cli.run(Cli.args(run, Cli.args(small, Cli.args(settings, "train", "gan"))));
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(cli.out).contains("warning   mode collapse: generated images differ by ");
    return out.resolve("report.html");
  }

  @Test
  void a_collapse_is_told_in_the_report_and_in_the_results() throws IOException {
    Path json = folder.resolve("collapsed.json");
    String report = Files.readString(conv(folder.resolve("collapsed"), json));
    assertThat(report).contains("<p class=\"alert\">In epoch 1: mode collapse: generated images");
    assertThat(Cli.json(json).path("warnings").path(0).asText()).startsWith("mode collapse: ");
    assertThat(Cli.json(json).path("health.diversity").asDouble(1)).isLessThan(0.3);
    assertThat(Files.readString(model.resolve("report.html")))
        .contains("<p class=\"alert\">In 2 epochs, last in epoch 2: mode collapse: ");
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
