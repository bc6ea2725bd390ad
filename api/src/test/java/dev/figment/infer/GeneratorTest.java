package dev.figment.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.onnx.OnnxMetadata;
import dev.figment.onnx.OnnxModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
  @TempDir Path folder;

  private Path colours() {
    Path file = folder.resolve("colours.onnx");
    SmallModels.colours(file);
    return file;
  }

  @Test
  void samples_the_same_images_for_the_same_seed() {
    Path file = colours();
    try (Generator generator = Generator.load(file);
        Generator again = Generator.load(file)) {
      List<Pixels> images = generator.sample(70, 42);
      assertThat(images).hasSize(70).doesNotHaveDuplicates();
      assertThat(again.sample(70, 42)).isEqualTo(images);
      assertThat(generator.sample(3, 42)).isEqualTo(images.subList(0, 3));
      assertThat(generator.sample(3, 43)).doesNotContainAnyElementsOf(images);
      assertThat(generator.decode(generator.noise(42, 69))).containsExactly(images.get(69));
      assertThat(images.get(0).getShape()).isEqualTo(Shape.of(3, 8, 8));
    }
  }

  @Test
  void uses_the_pixel_range_of_the_file() {
    Path file = folder.resolve("signed.onnx");
    SmallModels.decoder(file, OnnxMetadata.GENERATOR, PixelRange.SIGNED);
    try (Generator generator = Generator.load(file)) {
      assertThat(generator.decode(new float[] {-1, 1}).get(0).samples())
          .containsExactly(0, 0, 0, 0, 0, 255);
      assertThat(generator.getMetadata().getPixelRange()).isEqualTo(PixelRange.SIGNED);
      assertThat(generator).hasToString("generator " + file);
    }
  }

  @Test
  void opens_the_decoder_of_an_autoencoder() {
    SmallModels.autoencoder(folder);
    try (Generator generator = Generator.load(folder.resolve("decoder.onnx"))) {
      assertThat(generator.sample(2, 1)).hasSize(2);
    }
  }

  @Test
  void interpolates_on_an_arc() {
    float[][] way = Between.spherical(new float[] {2, 0}, new float[] {0, 2}, 3);
    assertThat(way[0]).containsExactly(2, 0);
    assertThat(way[1][0]).isEqualTo((float) Math.sqrt(2));
    assertThat(way[1][1]).isEqualTo((float) Math.sqrt(2));
    assertThat(Between.spherical(new float[] {1, 1}, new float[] {1, 1}, 2)[1])
        .containsExactly(1, 1);
    assertThat(Between.spherical(new float[] {0, 0}, new float[] {1, 1}, 3)[1])
        .containsExactly(0.5f, 0.5f);
    assertThatThrownBy(() -> Between.spherical(new float[1], new float[2], 2))
        .hasMessageStartingWith("no line leads from 1 numbers to 2");
    try (Generator generator = Generator.load(colours())) {
      float[] from = generator.noise(1, 0);
      float[] to = generator.noise(1, 1);
      List<Pixels> images = generator.interpolate(from, to, 5);
      assertThat(images).hasSize(5).doesNotHaveDuplicates();
      assertThat(images.get(4)).isEqualTo(generator.decode(to).get(0));
    }
  }

  @Test
  void draws_noise_beyond_the_truncation_again() {
    Path file = colours();
    InferenceOptions truncated = InferenceOptions.defaults().truncation(0.5);
    try (Generator whole = Generator.load(file);
        Generator generator = Generator.load(file, truncated.batchSize(3))) {
      int kept = 0;
      for (int i = 0; i < 50; i++) {
        float[] before = whole.noise(42, i);
        float[] noise = generator.noise(42, i);
        for (int k = 0; k < noise.length; k++) {
          assertThat(Math.abs(noise[k])).isLessThanOrEqualTo(0.5f);
          if (Math.abs(before[k]) <= 0.5) {
            assertThat(noise[k]).isEqualTo(before[k]);
            kept++;
          }
        }
      }
      assertThat(kept).isBetween(60, 130);
      List<Pixels> images = generator.sample(10, 42);
      assertThat(generator.sample(4, 42)).isEqualTo(images.subList(0, 4));
      assertThat(generator.decode(generator.noise(42, 9))).containsExactly(images.get(9));
      assertThat(whole.sample(10, 42)).isNotEqualTo(images);
    }
    for (double limit : new double[] {0, -1, 0.001, Double.NaN}) {
      assertThatThrownBy(() -> truncated.truncation(limit))
          .isInstanceOf(FigmentException.class)
          .hasMessage(
              "noise cannot be truncated at %s\n    use at least 0.01, or leave it out", limit);
    }
  }

  @Test
  void serves_several_threads_at_the_same_time() throws Exception {
    try (Generator generator =
        Generator.load(colours(), InferenceOptions.defaults().batchSize(3))) {
      List<Pixels> expected = generator.sample(10, 7);
      ExecutorService pool = Executors.newFixedThreadPool(4);
      List<Future<List<Pixels>>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        results.add(pool.submit(() -> generator.sample(10, 7)));
      }
      for (Future<List<Pixels>> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
      pool.shutdown();
    }
  }

  @Test
  void survives_being_closed_while_it_is_used() throws Exception {
    for (int round = 0; round < 5; round++) {
      Generator generator = Generator.load(colours());
      ExecutorService pool = Executors.newFixedThreadPool(2);
      Future<?> user =
          pool.submit(
              () -> {
                while (true) {
                  generator.sample(50, 7);
                }
              });
      generator.sample(1, 7);
      generator.close();
      assertThatThrownBy(user::get).hasRootCauseMessage(generator + " is closed");
      pool.shutdown();
    }
  }

  @Test
  void refuses_what_is_not_a_generator() throws IOException {
    Path text = folder.resolve("text.onnx");
    Files.write(text, "hello".getBytes(StandardCharsets.UTF_8));
    refuses(text, text + ": this is not an ONNX model\n    models are files such as decoder.onnx");

    Path missing = folder.resolve("missing.onnx");
    refuses(missing, missing + ": there is no such file");

    Path cut = folder.resolve("cut.onnx");
    byte[] whole = Files.readAllBytes(colours());
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    refuses(cut, cut + ": the file is cut off\n    export or copy it again");

    Path others = folder.resolve("others.onnx");
    Graph graph = new Graph();
    graph.output("y", graph.input("x", TensorType.f32(Shape.N, 2)).exp());
    OnnxModel.of(graph.build("others"), variable -> variable.initialValue(0)).write(others);
    refuses(
        others,
        others
            + ": the model has no metadata of Figment, so its sizes and pixel range are not"
            + " known\n    export it with Figment, or run it with OnnxRunner on plain arrays");

    Path sizes = folder.resolve("sizes.onnx");
    SmallModels.write(graph, sizes, OnnxMetadata.of(OnnxMetadata.GENERATOR, Shape.of(7)));
    refuses(
        sizes,
        sizes
            + ": examples of shape [7] are no images\n    images have 1 or 3 channels, height"
            + " and width; run other networks with OnnxRunner");

    Path names = folder.resolve("names.onnx");
    SmallModels.write(graph, names, SmallModels.about(OnnxMetadata.GENERATOR, PixelRange.UNIT));
    refuses(
        names,
        "generator " + names + " has no input named latent that is a tensor\n    it has [x]");
  }

  @Test
  void reports_damage_that_only_onnx_runtime_sees() throws IOException {
    Path file = colours();
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("Tanh")] = 'X';
    Files.write(file, bytes);
    assertThatThrownBy(() -> Generator.load(file))
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith(file + ": ONNX Runtime cannot open the model\n    it says: ")
        .hasMessageContaining("Xanh");
  }

  private static void refuses(Path file, String message) {
    assertThatThrownBy(() -> Generator.load(file))
        .isInstanceOf(FigmentException.class)
        .hasMessage(message);
  }
}
