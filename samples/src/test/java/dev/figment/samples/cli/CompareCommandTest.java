package dev.figment.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.figment.Pixels;
import dev.figment.data.Glyphs;
import dev.figment.image.ImageCodec;
import dev.figment.infer.Generator;
import dev.figment.report.ImageGrid;
import dev.figment.samples.run.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir static Path folder;

  private static Path images;
  private static Path out;
  private static Cli cli;

  /** Small images of two classes, compared for moments: enough to see that everything is there. */
  @BeforeAll
  static void compare() throws IOException {
    images = folder.resolve("digits");
    ImageCodec codec = ImageCodec.find();
    List<Pixels> digits = Pictures.of(Glyphs.digits(400, 3), 400);
    for (int i = 0; i < 400; i++) {
      if (i % 10 < 2) {
        Path place = images.resolve(i % 10 == 0 ? "zero" : "one");
        Files.createDirectories(place);
        Files.write(place.resolve(i + ".png"), codec.encodePng(digits.get(i)));
      }
    }
    out = folder.resolve("compared");
    cli = run(out, "--json", folder.resolve("numbers.json"));
  }

  private static Cli run(Path place, Object... more) {
    List<Object> args = new ArrayList<>(List.of("compare", "--data", images, "--size", 8));
    args.addAll(List.of("--grey", "--minutes", 0.02, "--backend", "cpu", "--threads", 1));
    args.addAll(List.of("--out", place));
    args.addAll(List.of(more));
    return Cli.run(args.toArray());
  }

  @Test
  void says_beforehand_what_it_does_and_for_how_long() {
    assertThat(cli.exit).as(cli.toString()).isZero();
    assertThat(cli.out)
        .contains("72 images of 1 x 8 x 8 to train, 8 held out to test")
        .containsPattern(
            "trains    VAE, GAN, VAE-GAN, 0:01 each, in turns; about \\d+ minutes in all")
        .contains("measures  by a classifier of the labels")
        .containsPattern("VAE       seed 1  0:0\\d  \\d+ steps  Frechet distance ")
        .containsPattern("verdict   likelihood +VAE");
  }

  @Test
  void the_numbers_are_flat_and_complete() {
    JsonNode numbers = Cli.json(out.resolve("report.json"));
    assertThat(Cli.json(folder.resolve("numbers.json"))).isEqualTo(numbers);
    for (String model : new String[] {"vae", "gan", "vae-gan"}) {
      for (String key :
          new String[] {
            "frechet",
            "kernel",
            "precision",
            "recall",
            "density",
            "coverage",
            "diversity",
            "sharpness",
            "memorisation",
            "classifierScore",
            "modes",
            "modes.kl",
            "restore.noise",
            "restore.half",
            "between",
            "worsening",
            "failed",
            "steps",
            "train.imagesPerSecond",
            "train.stepsPerSecond",
            "train.processorSeconds",
            "sample.imagesPerSecond",
            "memory.peakMegabytes",
            "weights",
            "files.kilobytes",
            "sampler.kilobytes"
          }) {
        assertThat(numbers.path(model + "." + key).isNumber()).as(model + "." + key).isTrue();
      }
    }
    for (String key : new String[] {"test.negativeElbo", "test.bound", "reconstruction", "kept"}) {
      assertThat(numbers.path("vae." + key).isNumber()).as(key).isTrue();
      assertThat(numbers.has("gan." + key)).as(key).isFalse();
    }
    assertThat(numbers.path("gan.search").isNumber()).isTrue();
    assertThat(numbers.path("vae.test.bound").asDouble())
        .isCloseTo(numbers.path("vae.test.negativeElbo").asDouble(), within(3.0));
    assertThat(numbers.path("training-images.frechet").isNumber()).isTrue();
    assertThat(numbers.path("seeds").asInt()).isEqualTo(1);
    assertThat(numbers.has("vae.frechet.spread")).isFalse();
    assertThat(numbers.path("verdict.likelihood").asText()).startsWith("VAE");
    assertThat(numbers.path("verdict.likelihood.text").asText()).endsWith("GAN cannot do it.");
    assertThat(numbers.path("verdict.coverage.text").asText()).contains("weak evidence");
    assertThat(numbers).allMatch(JsonNode::isValueNode);
  }

  @Test
  void the_report_is_one_file_that_shows_models_side_by_side() throws IOException {
    String page = Files.readString(out.resolve("report.html"));
    assertThat(page)
        .contains("VAE, GAN or VAE-GAN for " + images)
        .contains("Which one for what", "this is weak evidence", "training images nearest to them")
        .contains("Cannot: it has no encoder.")
        .contains("seconds of training", "Losses of the GAN")
        .contains("<b>Real images</b>", "<b>VAE</b>", "<b>GAN</b>", "<b>VAE-GAN</b>");
    // A picture's letters may spell any short word by chance.
    String words = page.replaceAll("data:image/png;base64,[A-Za-z0-9+/=]*", "");
    assertThat(words).doesNotContain("FID", "KID", "<script", "http");
    assertThat(page.split("data:image/png;base64,", -1)).hasSizeGreaterThan(20);
  }

  @Test
  void the_models_are_kept_and_can_be_used() {
    for (String file : new String[] {"models/vae-1/decoder.onnx", "models/gan-1/generator.onnx"}) {
      assertThat(out.resolve(file)).isNotEmptyFile();
    }
    assertThat(out.resolve("extractor/extractor.json")).isNotEmptyFile();
    Path grid = folder.resolve("grid.png");
    try (Generator generator = Generator.load(out.resolve("models/gan-1/generator.onnx"))) {
      ImageGrid.of(generator.sample(4, 1)).writePng(grid);
    }
    assertThat(grid).isNotEmptyFile();
  }

  @Test
  void several_seeds_give_a_spread_and_an_extractor_of_ones_own_is_taken() {
    Path again = folder.resolve("seeds");
    Cli two = run(again, "--seeds", 2, "--extractor", out.resolve("extractor/classifier.onnx"));
    assertThat(two.exit).as(two.toString()).isZero();
    assertThat(two.out).contains("and seed, 2 seeds, in turns").contains("GAN       seed 2  0:0");
    JsonNode numbers = Cli.json(again.resolve("report.json"));
    assertThat(numbers.path("gan.frechet.spread").isNumber()).isTrue();
    assertThat(numbers.has("extractor.accuracy")).isFalse();
    assertThat(numbers.path("verdict.coverage.text").asText())
        .contains("+-")
        .doesNotContain("weak evidence");
  }

  @Test
  void too_small_a_test_part_is_refused_before_training() {
    Cli few =
        Cli.run(
            "compare",
            "--data",
            images.resolve("zero"),
            "--size",
            8,
            "--grey",
            "--minutes",
            0.02,
            "--out",
            folder.resolve("few"));
    assertThat(few.exit).isEqualTo(1);
    assertThat(few.firstError()).isEqualTo("image scores: there are 4 held-out images");
  }
}
