package dev.figment.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.Philox;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {
  private static final OnnxMetadata METADATA =
      OnnxMetadata.of("test", Shape.of(1, 2, 2)).configuration("x".repeat(1000)).seed(3);

  @TempDir Path folder;
  private Path file;
  private byte[] model;

  @BeforeEach
  void write_a_model() throws IOException {
    file = folder.resolve("model.onnx");
    Graph graph = new Graph();
    graph.output("y", graph.input("x", TensorType.f32(Shape.N, 2)).exp().times(3));
    OnnxModel.of(graph.build("test"), variable -> variable.initialValue(0))
        .metadata(METADATA)
        .write(file);
    model = Files.readAllBytes(file);
  }

  private void refuses(byte[] bytes, String message) throws IOException {
    Files.write(file, bytes);
    assertThatThrownBy(() -> OnnxFile.properties(file))
        .isInstanceOf(FigmentException.class)
        .hasMessage(file + message);
  }

  @Test
  void reads_the_properties_of_a_model() {
    assertThat(OnnxFile.properties(file)).isEqualTo(METADATA.toMap());
    assertThat(OnnxMetadata.read(file)).isEqualTo(METADATA);
  }

  @Test
  void refuses_a_missing_file_and_a_folder() {
    Path missing = folder.resolve("missing.onnx");
    assertThatThrownBy(() -> OnnxFile.properties(missing))
        .isInstanceOf(FigmentException.class)
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> OnnxFile.properties(folder))
        .hasMessage(folder + ": there is no such file");
  }

  @Test
  void refuses_an_empty_file() throws IOException {
    refuses(new byte[0], ": the file is empty\n    export or copy it again");
  }

  @Test
  void refuses_texts_and_images() throws IOException {
    String fact = ": this is not an ONNX model\n    models are files such as decoder.onnx";
    String[] texts = {"hello", "{\"a\": 1}", "# a", "\n\nBut", "r2*:B", "\u0089PNG\r\n", "PK\3\4"};
    for (String text : texts) {
      refuses(text.getBytes(StandardCharsets.ISO_8859_1), fact);
    }
    refuses(new byte[] {8, 8, 3, 3, 3}, fact);
  }

  @Test
  void refuses_every_truncation() throws IOException {
    int begin = new String(model, StandardCharsets.ISO_8859_1).indexOf("figment.configuration");
    for (int length = 1; length < model.length; length++) {
      Files.write(file, Arrays.copyOf(model, length));
      int cut = length;
      try {
        // Between two properties a file may end; then the metadata is not complete.
        OnnxMetadata.read(file);
        assertThat(cut).isGreaterThan(begin);
      } catch (FigmentException refused) {
        assertThat(refused).hasMessageStartingWith(file + ": ");
      }
    }
    refuses(
        Arrays.copyOf(model, model.length / 2),
        ": the file is cut off\n    export or copy it again");
  }

  @Test
  void refuses_a_property_that_claims_more_bytes_than_there_are() throws IOException {
    byte[] lying = {8, 8, 58, 0, 114, 2, 10, 127};
    refuses(lying, ": this is not an ONNX model\n    models are files such as decoder.onnx");
    byte[] huge = {8, 8, 58, -1, -1, -1, -1, 15};
    refuses(huge, ": the file is cut off\n    export or copy it again");
  }

  @Test
  void survives_random_damage() throws IOException {
    Philox random = Philox.stream(1, "damage");
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = model.clone();
      for (int k = 0; k <= random.nextInt(4); k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      try {
        OnnxMetadata.read(file);
      } catch (FigmentException refused) {
        assertThat(refused).hasMessageStartingWith(file + ": ");
      }
    }
  }

  @Test
  void refuses_a_model_of_others() throws IOException {
    byte[] bare = {8, 8, 58, 0};
    Files.write(file, bare);
    assertThat(OnnxFile.properties(file)).isEmpty();
    assertThatThrownBy(() -> OnnxMetadata.read(file))
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith(file + ": the model has no metadata of Figment");
  }
}
