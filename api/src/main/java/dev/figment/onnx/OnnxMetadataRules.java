package dev.figment.onnx;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What makes metadata properties sound. */
final class OnnxMetadataRules {
  private static final List<String> REQUIRED =
      Arrays.asList("format", "version", "kind", "layout", "shape");
  private static final List<String> TEXTS =
      Arrays.asList("version", "kind", "configuration", "data");

  private OnnxMetadataRules() {}

  /** The properties that are Figment's, after checking each. */
  static Map<String, String> check(Map<String, String> properties) {
    Map<String, String> own = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith("figment.")) {
            own.put(key, value);
          }
        });
    if (own.isEmpty()) {
      throw new FigmentException(
          "the model has no metadata of Figment, so its sizes and pixel range are not known",
          "export it with Figment, or run it with OnnxRunner on plain arrays");
    }
    String format = required(own, "figment.format");
    if (!format.equals("1")) {
      throw new FigmentException(
          "the metadata has format "
              + format
              + ", this Figment ("
              + FigmentVersion.CURRENT
              + ") reads format 1",
          "use a newer Figment");
    }
    for (String key : REQUIRED) {
      required(own, "figment." + key);
    }
    own.forEach((key, value) -> check(key.substring("figment.".length()), value));
    return own;
  }

  static String required(Map<String, String> own, String key) {
    String value = own.get(key);
    if (value == null) {
      throw new FigmentException(
          "the metadata lacks " + key, "it has " + own.keySet(), "export the model again");
    }
    return value;
  }

  private static void check(String key, String value) {
    if (key.equals("shape")) {
      parse(key, value, "sizes such as 3,64,64", OnnxMetadataRules::shape);
    } else if (key.equals("latent")) {
      parse(key, value, "a number of at least 1", text -> Shape.of(positive(text)));
    } else if (key.equals("range")) {
      parse(
          key, value, "unit or signed", text -> PixelRange.valueOf(text.toUpperCase(Locale.ROOT)));
    } else if (key.equals("layout")) {
      parse(key, value, "NCHW", OnnxMetadataRules::layout);
    } else if (key.equals("labels")) {
      parse(
          key,
          value,
          "a JSON array of different names such as [\"cat\",\"dog\"]",
          OnnxMetadataRules::labels);
    } else if (key.equals("seed")) {
      parse(key, value, "a whole number", Long::parseLong);
    } else if (key.startsWith("metric.")) {
      parse(key, value, "a number", Double::parseDouble);
    } else if (!TEXTS.contains(key) && !key.equals("format")) {
      throw new FigmentException(
          "the metadata has figment."
              + key
              + ", which this Figment ("
              + FigmentVersion.CURRENT
              + ") does not know",
          "use the Figment that wrote the file, or a newer one");
    }
  }

  private static void parse(String key, String value, String wanted, Consumer<String> parser) {
    try {
      parser.accept(value);
    } catch (IllegalArgumentException | FigmentException damaged) {
      throw new FigmentException(
          damaged,
          "the metadata figment." + key + " is \"" + value + "\", which is not " + wanted,
          "export the model again");
    }
  }

  static Shape shape(String text) {
    String[] parts = text.split(",", -1);
    int[] dims = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      dims[i] = positive(parts[i]);
    }
    return Shape.of(dims);
  }

  private static void labels(String text) {
    List<String> names = JsonStrings.read(text);
    if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(text);
    }
  }

  private static int positive(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  private static void layout(String text) {
    if (!text.equals(OnnxMetadata.NCHW)) {
      throw new IllegalArgumentException(text);
    }
  }
}
