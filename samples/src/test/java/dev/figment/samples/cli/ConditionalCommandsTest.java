package dev.figment.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Pixels;
import dev.figment.image.ImageCodec;
import dev.figment.image.ImageColor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands do with models that take labels, and with labels that are missing. */
class ConditionalCommandsTest {
  private static final String KNOWN = "0, 1, 2, 3, 4, 5, 6, 7, 8, 9";

  @TempDir static Path folder;
  static Path gan;
  static Path vae;
  static Path image;

  @BeforeAll
  static void train() {
    gan = folder.resolve("gan");
    vae = folder.resolve("vae");
    Object[] few = {"--limit", 48, "--epochs", 1};
    Cli first = Cli.trainGan(gan, Cli.args(few, "--conditional", "projection"));
    assertThat(first.exit).as(first.toString()).isZero();
    Cli second = Cli.train(vae, Cli.args(few, "--conditional"));
    assertThat(second.exit).as(second.toString()).isZero();
    image = folder.resolve("image.png");
    assertThat(Cli.run("sample", "--model", gan, "--n", 1, "--out", image).exit).isZero();
  }

  private static Path sample(Path model, String name, Object... more) {
    Path out = folder.resolve(name);
    Cli cli = Cli.run(Cli.args(more, "sample", "--model", model, "--out", out));
    assertThat(cli.exit).as(cli.toString()).isZero();
    return out;
  }

  private static void refused(String message, Object... args) {
    Cli cli = Cli.run(args);
    assertThat(cli.exit).as(cli.toString()).isEqualTo(1);
    assertThat(cli.err).isEqualToNormalizingNewlines(message + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gan", "vae"})
  void sample_gives_a_row_for_each_label_or_the_one_that_is_asked_for(String kind)
      throws IOException {
    Path model = folder.resolve(kind);
    Path rows = sample(model, "rows.png");
    Pixels grid = ImageCodec.find().decode(Files.readAllBytes(rows), ImageColor.GREY);
    assertThat(grid.getHeight()).isEqualTo(10 * (56 + 2) + 2).isEqualTo(grid.getWidth());
    Path seven = sample(model, "seven.png", "--label", "7", "--n", 4);
    assertThat(sample(model, "again.png", "--label", "7", "--n", 4)).hasSameBinaryContentAs(seven);
    assertThat(Files.readAllBytes(sample(model, "three.png", "--label", "3", "--n", 4)))
        .isNotEqualTo(Files.readAllBytes(seven));
  }

  @Test
  void labels_that_a_model_does_not_know_are_refused() {
    refused(
        "the model has no label cat\n    it knows " + KNOWN,
        "sample",
        "--model",
        gan,
        "--label",
        "cat",
        "--out",
        folder.resolve("never.png"));
  }

  @Test
  void a_model_without_labels_cannot_be_asked_for_one() {
    Path plain = folder.resolve("plain");
    assertThat(Cli.train(plain, "--limit", 16, "--epochs", 1).exit).isZero();
    refused(
        "the model takes no labels, so it cannot be asked for 7\n"
            + "    leave out --label, or train with --conditional",
        "sample",
        "--model",
        plain,
        "--label",
        "7",
        "--out",
        folder.resolve("never.png"));
  }

  @Test
  void reconstruct_and_interpolate_need_a_label() {
    String message =
        "the model takes labels, so one must be given\n    add --label: it knows " + KNOWN;
    Path out = folder.resolve("again");
    refused(message, "reconstruct", "--model", vae, image, "--out", out);
    Cli with = Cli.run("reconstruct", "--model", vae, image, "--label", 7, "--out", out);
    assertThat(with.exit).as(with.toString()).isZero();
    Path strip = folder.resolve("strip.png");
    refused(message, "interpolate", "--model", vae, image, image, "--out", strip);
    Cli between =
        Cli.run("interpolate", "--model", vae, image, image, "--label", 7, "--out", strip);
    assertThat(between.exit).as(between.toString()).isZero();
  }

  @Test
  void interpolate_between_seeds_gives_a_strip_for_each_label() throws IOException {
    Path strips = folder.resolve("strips.png");
    Object[] seeds = {"--from-seed", 1, "--to-seed", 2, "--steps", 5, "--out", strips};
    assertThat(Cli.run(Cli.args(seeds, "interpolate", "--model", gan)).exit).isZero();
    Pixels all = ImageCodec.find().decode(Files.readAllBytes(strips), ImageColor.GREY);
    assertThat(all.getHeight()).isEqualTo(10 * (56 + 2) + 2);
    assertThat(Cli.run(Cli.args(seeds, "interpolate", "--model", gan, "--label", 4)).exit).isZero();
    Pixels one = ImageCodec.find().decode(Files.readAllBytes(strips), ImageColor.GREY);
    assertThat(one.getHeight()).isEqualTo(56 + 4);
  }

  @Test
  void project_needs_a_label_and_a_model_without_an_encoder() {
    Path out = folder.resolve("projected");
    refused(
        "the model takes labels, so one must be given\n    add --label: it knows " + KNOWN,
        "project",
        "--model",
        gan,
        image,
        "--out",
        out);
    Object[] rest = {image, "--label", 7, "--steps", 5, "--out", out};
    Cli with = Cli.run(Cli.args(rest, "project", "--model", gan));
    assertThat(with.exit).as(with.toString()).isZero();
    refused(
        vae
            + ": this model has an encoder, so nothing needs to be searched\n"
            + "    use figment reconstruct",
        Cli.args(rest, "project", "--model", vae));
  }

  @Test
  void evaluate_reads_the_labels_of_generated_images() {
    Path json = folder.resolve("evaluate.json");
    Cli cli =
        Cli.run("evaluate", "--model", gan, "--images", 40, "--backend", "cpu", "--json", json);
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(Cli.json(json).path("labelAccuracy").asDouble(-1)).isBetween(0.0, 1.0);
  }

  @Test
  void data_without_labels_is_refused_before_training() throws IOException {
    Path data = Cli.blackImages(folder.resolve("black-images-idx3-ubyte"), 40);
    Path out = folder.resolve("never");
    refused(
        "gan: the GAN is conditional (projection), but the data has no labels\n"
            + "    use IDX label files, folders named after classes, or dataset.withLabels(...)",
        "train",
        "gan",
        "--data",
        data,
        "--conditional",
        "projection",
        "--backend",
        "reference",
        "--out",
        out);
    refused(
        "the model needs labels, but the data has none\n"
            + "    use IDX label files, folders named after classes, or dataset.withLabels(...)",
        "train",
        "vae",
        "--data",
        data,
        "--conditional",
        "--backend",
        "reference",
        "--out",
        out);
    assertThat(out.resolve("config.json")).doesNotExist();
  }

  @Test
  void a_conditional_critic_of_packs_is_refused_before_training() {
    refused(
        "critic: a conditional critic cannot judge packs of 2\n"
            + "    a pack has several labels; leave out pack(...) or conditional(...)",
        "train",
        "gan",
        "--pack",
        2,
        "--conditional",
        "concatenation",
        "--backend",
        "reference",
        "--out",
        folder.resolve("never"));
  }

  @Test
  void evaluating_with_other_classes_is_refused() throws IOException {
    Path data = Cli.blackImages(folder.resolve("two-images-idx3-ubyte"), 20);
    Cli.labels(folder.resolve("two-labels-idx1-ubyte"), new int[20]);
    refused(
        "the model was trained on the classes ["
            + KNOWN
            + "], the data has [0]\n"
            + "    give data with the same classes in the same order",
        "evaluate",
        "--model",
        vae,
        "--data",
        data);
  }
}
