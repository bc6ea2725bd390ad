package dev.figment.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code train vae-gan} and the commands that use its model do, on one tiny model. */
class TrainVaeGanCommandTest {
  @TempDir static Path folder;
  static Path model;
  static Cli train;

  @BeforeAll
  static void train() {
    model = folder.resolve("model");
    Object[] settings = {"--limit", 48, "--epochs", 1, "--beta", 2, "--pixel-weight", 0.5};
    Object[] json = {"--json", folder.resolve("train.json")};
    train = Cli.trainVaeGan(model, Cli.args(json, settings));
    assertThat(train.exit).as(train.toString()).isZero();
  }

  @Test
  void writes_every_file_of_a_model() {
    for (String name :
        new String[] {
          "encoder.onnx",
          "decoder.onnx",
          "critic.onnx",
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
  void keeps_the_settings_of_the_autoencoder_and_of_the_critic() {
    JsonNode config = Cli.json(model.resolve("config.json"));
    assertThat(config.path("kind").asText()).isEqualTo("vae-gan");
    assertThat(config.path("model").path("vae").path("beta").asDouble()).isEqualTo(2);
    assertThat(config.path("model").path("pixelWeight").asDouble()).isEqualTo(0.5);
    assertThat(config.path("model").path("loss").asText()).isEqualTo("non-saturating");
  }

  @Test
  void measures_features_and_the_bound_of_a_vae() {
    JsonNode json = Cli.json(folder.resolve("train.json"));
    assertThat(json.path("test.features").asDouble()).isPositive();
    assertThat(json.path("test.negativeElbo").asDouble())
        .isCloseTo(
            json.path("test.reconstruction").asDouble() + json.path("test.kl").asDouble(),
            org.assertj.core.data.Offset.offset(1e-3));
    assertThat(train.out).contains("critic.onnx equals the trained model to");
  }

  @Test
  void evaluate_measures_what_training_measured_last_and_bounds_the_likelihood() {
    Path json = folder.resolve("evaluate.json");
    Object[] options = {"--no-images", "--samples", 2, "--json", json};
    Cli evaluate = Cli.run(Cli.args(options, "evaluate", "--model", model));
    assertThat(evaluate.exit).as(evaluate.toString()).isZero();
    assertThat(Cli.json(json).path("test.loss").asDouble())
        .isEqualTo(Cli.json(folder.resolve("train.json")).path("test.loss").asDouble());
    assertThat(Cli.json(json).path("test.logLikelihood").asDouble()).isNegative();
  }

  @Test
  void samples_and_reconstructs_as_a_vae() {
    Path image = folder.resolve("sample.png");
    assertThat(Cli.run("sample", "--model", model, "--n", 1, "--out", image).exit).isZero();
    Path out = folder.resolve("again");
    Cli cli = Cli.run("reconstruct", "--model", model, image, "--out", out);
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(out.resolve("reconstructions.png")).isNotEmptyFile();
  }

  @Test
  void clipping_is_for_the_critic_of_a_gan() {
    Cli cli = Cli.trainVaeGan(folder.resolve("never"), "--regularizer", "clip:0.01");
    assertThat(cli.exit).isEqualTo(1);
    assertThat(cli.err)
        .isEqualToNormalizingNewlines(
            "only the critic of a GAN can be held by clip:0.01\n"
                + "    use a penalty such as gradient-penalty:10 or r1:1\n");
  }

  @Test
  void a_conditional_one_makes_what_it_is_asked_for() {
    Path labelled = folder.resolve("labelled");
    Cli cli = Cli.trainVaeGan(labelled, "--limit", 48, "--epochs", 1, "--conditional");
    assertThat(cli.exit).as(cli.toString()).isZero();
    Path out = folder.resolve("sevens.png");
    assertThat(Cli.run("sample", "--model", labelled, "--label", 7, "--out", out).exit).isZero();
    assertThat(out).isNotEmptyFile();
  }
}
