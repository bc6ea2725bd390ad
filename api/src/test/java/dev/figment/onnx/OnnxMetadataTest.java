package dev.figment.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxMetadataTest {
  private static final OnnxMetadata FULL =
      OnnxMetadata.of(OnnxMetadata.DECODER, Shape.of(3, 64, 48))
          .latentSize(16)
          .pixelRange(PixelRange.SIGNED)
          .labels(List.of("T-shirt/top", "größer \"\\\n"))
          .configuration("{\"layers\": [\"größer\\n\"]}")
          .seed(-7)
          .dataHash("sha256:abc")
          .metric("loss", 101.25)
          .metric("kl", 1e-9);

  private static final String LABELS = "a JSON array of different names such as [\"cat\",\"dog\"]";

  @Test
  void reads_back_what_it_writes() {
    OnnxMetadata read = OnnxMetadata.of(FULL.toMap());
    assertThat(read).isEqualTo(FULL);
    assertThat(read.getKind()).isEqualTo("decoder");
    assertThat(read.getExampleShape()).isEqualTo(Shape.of(3, 64, 48));
    assertThat(read.getLatentSize()).isEqualTo(16);
    assertThat(read.getPixelRange()).isEqualTo(PixelRange.SIGNED);
    assertThat(read.getLayout()).isEqualTo("NCHW");
    assertThat(read.getLabels()).containsExactly("T-shirt/top", "größer \"\\\n");
    assertThat(read.getConfiguration()).isEqualTo("{\"layers\": [\"größer\\n\"]}");
    assertThat(read.getSeed()).isEqualTo(-7);
    assertThat(read.getDataHash()).isEqualTo("sha256:abc");
    assertThat(read.getMetrics()).containsEntry("loss", 101.25).containsEntry("kl", 1e-9);
    assertThat(read.getFigmentVersion()).isEqualTo(FigmentVersion.CURRENT);
  }

  @Test
  void leaves_out_what_is_not_given() {
    OnnxMetadata least = OnnxMetadata.of(OnnxMetadata.CRITIC, Shape.of(1, 28, 28));
    assertThat(least.getSeed()).isNull();
    assertThat(least.getConfiguration()).isNull();
    assertThat(least.getDataHash()).isNull();
    assertThat(least.getMetrics()).isEmpty();
    assertThat(least.getLabels()).isEmpty();
    assertThat(least.labels(List.of("a")).labels(List.of())).isEqualTo(least);
    assertThatThrownBy(least::getLatentSize)
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith("the metadata lacks figment.latent\n    it has [figment.format, ");
  }

  @Test
  void passes_over_the_keys_of_others() {
    Map<String, String> properties = new HashMap<>(FULL.toMap());
    properties.put("author", "somebody");
    assertThat(OnnxMetadata.of(properties)).isEqualTo(FULL);
  }

  @Test
  void refuses_a_model_of_others() {
    assertThatThrownBy(() -> OnnxMetadata.of(Map.of("author", "somebody")))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "the model has no metadata of Figment, so its sizes and pixel range are not known\n"
                + "    export it with Figment, or run it with OnnxRunner on plain arrays");
  }

  @Test
  void refuses_another_format() {
    assertThatThrownBy(() -> OnnxMetadata.of(changed("figment.format", "2")))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "the metadata has format 2, this Figment (0.1.0) reads format 1\n"
                + "    use a newer Figment");
  }

  @Test
  void refuses_a_missing_key() {
    Map<String, String> properties = new HashMap<>(FULL.toMap());
    properties.remove("figment.shape");
    assertThatThrownBy(() -> OnnxMetadata.of(properties))
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith("the metadata lacks figment.shape\n    it has [")
        .hasMessageEndingWith("]\n    export the model again");
  }

  @Test
  void refuses_an_unknown_key() {
    assertThatThrownBy(() -> OnnxMetadata.of(changed("figment.colour", "sRGB")))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "the metadata has figment.colour, which this Figment (0.1.0) does not know\n"
                + "    use the Figment that wrote the file, or a newer one");
  }

  @Test
  void refuses_damaged_values() {
    String[][] damages = {
      {"shape", "3,x,48", "sizes such as 3,64,64"},
      {"shape", "3,-1,48", "sizes such as 3,64,64"},
      {"shape", "", "sizes such as 3,64,64"},
      {"shape", "99999999999", "sizes such as 3,64,64"},
      {"latent", "0", "a number of at least 1"},
      {"latent", "many", "a number of at least 1"},
      {"range", "percent", "unit or signed"},
      {"layout", "NHWC", "NCHW"},
      {"labels", "cat,dog", LABELS},
      {"labels", "[]", LABELS},
      {"labels", "[\"cat\",\"cat\"]", LABELS},
      {"seed", "1.5", "a whole number"},
      {"metric.loss", "low", "a number"},
    };
    for (String[] damage : damages) {
      assertThatThrownBy(() -> OnnxMetadata.of(changed("figment." + damage[0], damage[1])))
          .isInstanceOf(FigmentException.class)
          .hasMessage(
              "the metadata figment.%s is \"%s\", which is not %s\n    export the model again",
              (Object[]) damage);
    }
  }

  @Test
  void refuses_a_latent_size_below_one_when_it_is_set() {
    assertThatThrownBy(() -> FULL.latentSize(0)).isInstanceOf(FigmentException.class);
  }

  private static Map<String, String> changed(String key, String value) {
    Map<String, String> properties = new HashMap<>(FULL.toMap());
    properties.put(key, value);
    return properties;
  }
}
