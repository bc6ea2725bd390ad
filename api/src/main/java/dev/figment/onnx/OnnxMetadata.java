package dev.figment.onnx;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an exported file says about itself: what kind of network it is, the sizes it works with, and
 * how it was trained. In the file each entry is a metadata property {@code figment.*}.
 *
 * <p>An instance is immutable; each method gives a changed copy.
 */
public final class OnnxMetadata {
  /** The kind of a network from images to means and log-variances. */
  public static final String ENCODER = "encoder";

  /** The kind of a network from latent vectors to images, the other half of an autoencoder. */
  public static final String DECODER = "decoder";

  /** The kind of a network from normal noise to images. */
  public static final String GENERATOR = "generator";

  /** The kind of a network from images to scores. */
  public static final String CRITIC = "critic";

  /** The kind of a network from images to features and class probabilities. */
  public static final String CLASSIFIER = "classifier";

  /** The only layout there is: examples by channels by rows by columns. */
  public static final String NCHW = "NCHW";

  private static final String PREFIX = "figment.";
  private static final String METRIC = PREFIX + "metric.";
  private static final String FORMAT = "1";

  private final Map<String, String> entries;

  private OnnxMetadata(Map<String, String> entries) {
    this.entries = Collections.unmodifiableMap(entries);
  }

  /**
   * Metadata with only what is required.
   *
   * @param kind {@link #ENCODER}, {@link #DECODER}, {@link #GENERATOR}, {@link #CRITIC}, {@link
   *     #CLASSIFIER}, or another word
   * @param exampleShape the shape of one example, for images {@code [C, H, W]}
   */
  public static OnnxMetadata of(String kind, Shape exampleShape) {
    Map<String, String> entries = new TreeMap<>();
    entries.put(PREFIX + "format", FORMAT);
    entries.put(PREFIX + "version", FigmentVersion.CURRENT);
    entries.put(PREFIX + "kind", kind);
    entries.put(PREFIX + "layout", NCHW);
    entries.put(PREFIX + "shape", exampleShape.toString().replaceAll("[\\[\\] ]", ""));
    return new OnnxMetadata(entries);
  }

  /**
   * The metadata in a file's properties. Keys of others are passed over.
   *
   * @throws FigmentException if Figment did not write them, or one is missing, unknown or damaged
   */
  public static OnnxMetadata of(Map<String, String> properties) {
    return new OnnxMetadata(OnnxMetadataRules.check(properties));
  }

  /**
   * The metadata of a file, which is not loaded.
   *
   * @throws FigmentException if the file is no ONNX model, or not one of Figment
   */
  public static OnnxMetadata read(Path file) {
    Map<String, String> properties = OnnxFile.properties(file);
    try {
      return of(properties);
    } catch (FigmentException error) {
      throw error.at(file.toString());
    }
  }

  /** With the number of elements of one latent vector. */
  public OnnxMetadata latentSize(int size) {
    return with("latent", Integer.toString(size));
  }

  /** With the numbers that black and white stand for. */
  public OnnxMetadata pixelRange(PixelRange range) {
    return with("range", range.name().toLowerCase(Locale.ROOT));
  }

  /**
   * With the names of the classes, for a network that takes a label beside each example; the label
   * is a name's place in the list.
   *
   * @param names all different; an empty list stands for a network that takes no labels
   */
  public OnnxMetadata labels(List<String> names) {
    if (names.isEmpty()) {
      Map<String, String> fewer = new TreeMap<>(entries);
      fewer.remove(PREFIX + "labels");
      return new OnnxMetadata(fewer);
    }
    return with("labels", JsonStrings.write(names));
  }

  /** With the configuration of the network and its training, as a JSON text. */
  public OnnxMetadata configuration(String json) {
    return with("configuration", json);
  }

  /** With the seed of the training. */
  public OnnxMetadata seed(long seed) {
    return with("seed", Long.toString(seed));
  }

  /** With a hash of the data that it was trained on. */
  public OnnxMetadata dataHash(String hash) {
    return with("data", hash);
  }

  /** With one measured number, for example a loss. */
  public OnnxMetadata metric(String name, double value) {
    return with("metric." + name, Double.toString(value));
  }

  private OnnxMetadata with(String key, String value) {
    Map<String, String> more = new TreeMap<>(entries);
    more.put(PREFIX + key, value);
    OnnxMetadataRules.check(more);
    return new OnnxMetadata(more);
  }

  /** For example {@code decoder}. */
  public String getKind() {
    return required("kind");
  }

  /** The version of Figment that wrote the file. */
  public String getFigmentVersion() {
    return required("version");
  }

  /** How dimensions are ordered, {@value #NCHW}. */
  public String getLayout() {
    return required("layout");
  }

  /** The shape of one example, for images {@code [C, H, W]}. */
  public Shape getExampleShape() {
    return OnnxMetadataRules.shape(required("shape"));
  }

  /**
   * The number of elements of one latent vector.
   *
   * @throws FigmentException if the file does not say, as critics need not
   */
  public int getLatentSize() {
    return Integer.parseInt(required("latent"));
  }

  /**
   * The numbers that black and white stand for.
   *
   * @throws FigmentException if the file does not say, as it is not about images
   */
  public PixelRange getPixelRange() {
    return PixelRange.valueOf(required("range").toUpperCase(Locale.ROOT));
  }

  /** The names of the classes by label; empty if the network takes no labels. */
  public List<String> getLabels() {
    String text = entries.get(PREFIX + "labels");
    return text == null ? Collections.emptyList() : JsonStrings.read(text);
  }

  /** The configuration as JSON; null if it was not given. */
  public @Nullable String getConfiguration() {
    return entries.get(PREFIX + "configuration");
  }

  /** The seed of the training; null if it was not given. */
  public @Nullable Long getSeed() {
    String text = entries.get(PREFIX + "seed");
    return text == null ? null : Long.valueOf(text);
  }

  /** The hash of the training data; null if it was not given. */
  public @Nullable String getDataHash() {
    return entries.get(PREFIX + "data");
  }

  /** All measured numbers by name. */
  public Map<String, Double> getMetrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    entries.forEach(
        (key, value) -> {
          if (key.startsWith(METRIC)) {
            metrics.put(key.substring(METRIC.length()), Double.valueOf(value));
          }
        });
    return metrics;
  }

  /** The properties as they are in the file, sorted by key. */
  public Map<String, String> toMap() {
    return entries;
  }

  private String required(String key) {
    return OnnxMetadataRules.required(entries, PREFIX + key);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OnnxMetadata that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** All properties, one a line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    entries.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
    return text.toString();
  }
}
