package dev.figment.samples.cli;

import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.samples.run.BackendChoice;
import dev.figment.samples.run.Extractor;
import dev.figment.samples.run.OwnExtractor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say by which features images are compared. */
final class ExtractorOptions {
  @Option(
      names = "--extractor",
      paramLabel = "FILE",
      description =
          "An ONNX file that reads features in images. Default: a small classifier that is trained"
              + " now, of the labels or, without labels, of turned images.")
  @Nullable Path file;

  @Option(names = "--extractor-input", paramLabel = "NAME", description = "The name of its input.")
  @Nullable String input;

  @Option(
      names = "--extractor-shape",
      paramLabel = "CxHxW",
      converter = ImageShape.class,
      description = "Channels, height and width of an image that it takes, such as 3x299x299.")
  @Nullable Shape shape;

  @Option(
      names = "--extractor-features",
      paramLabel = "NAME",
      description = "The name of the output with the features.")
  @Nullable String features;

  @Option(
      names = "--extractor-probabilities",
      paramLabel = "NAME",
      description = "The name of the output with the probability of each label, if there is one.")
  @Nullable String probabilities;

  @Option(
      names = "--extractor-range",
      paramLabel = "BLACK:WHITE",
      converter = Range.class,
      description = "The numbers that it takes for black and white. Default: 0:1.")
  double @Nullable [] range;

  @Option(
      names = "--inception",
      description = "It is Inception v3 with the weights of FID: call the distances FID and KID.")
  boolean inception;

  /** Opens the file that was given, or the extractor of the data. */
  Extractor open(
      Dataset train, Dataset test, Path folder, BackendChoice choice, Consumer<String> log) {
    Path own = file;
    if (own == null) {
      return Extractor.of(train, test, folder, choice, log);
    }
    double[] ends = range == null ? new double[] {0, 1} : range;
    return Extractor.of(
        new OwnExtractor(own, input, shape, features, probabilities, ends[0], ends[1], inception),
        log);
  }

  /** {@code 3x299x299}. */
  static final class ImageShape implements ITypeConverter<Shape> {
    @Override
    public Shape convert(String value) {
      if (!value.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")) {
        throw new TypeConversionException("'" + value + "' is no shape such as 3x299x299");
      }
      return Shape.of(Arrays.stream(value.split("x")).mapToInt(Integer::parseInt).toArray());
    }
  }

  /** {@code 0:255}. */
  static final class Range implements ITypeConverter<double[]> {
    @Override
    public double[] convert(String value) {
      String[] ends = value.split(":", -1);
      try {
        double[] range = Arrays.stream(ends).mapToDouble(Double::parseDouble).toArray();
        if (range.length == 2 && Double.isFinite(range[1] - range[0]) && range[0] != range[1]) {
          return range;
        }
      } catch (NumberFormatException error) {
        throw new TypeConversionException("'" + value + "' is no range such as 0:255");
      }
      throw new TypeConversionException("'" + value + "' is no range such as 0:255");
    }
  }
}
