package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.infer.OnnxRunner;
import dev.figment.metric.OnnxFeatures;
import dev.figment.model.ImageClassifier;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX file of the user's own that reads features. A classifier that Figment exported needs no
 * names.
 *
 * @param file the ONNX file
 * @param input the name of its input
 * @param shape of one image that it takes, {@code [C, H, W]}
 * @param features the name of the output with one row for each image
 * @param probabilities the name of the output with the probability of each label, if there is one
 * @param black the number that stands for black
 * @param white the number that stands for white
 * @param inception whether this is Inception v3 with the weights of FID
 */
public record OwnExtractor(
    Path file,
    @Nullable String input,
    @Nullable Shape shape,
    @Nullable String features,
    @Nullable String probabilities,
    double black,
    double white,
    boolean inception) {

  OnnxFeatures features(OnnxRunner runner) {
    if (input == null && shape == null && features == null) {
      OnnxFeatures own = exported(runner);
      if (inception) {
        throw new FigmentException(
            file
                + ": this is a classifier that Figment trained, so its distances are not FID and"
                + " KID",
            "leave out --inception");
      }
      return own;
    }
    if (input == null || shape == null || features == null) {
      throw new FigmentException(
          file + ": an extractor needs an input, a shape and features",
          "give --extractor-input, --extractor-shape and --extractor-features, or none of them for"
              + " a classifier that Figment exported");
    }
    String name = Pictures.stem(file);
    OnnxFeatures extractor =
        OnnxFeatures.of(runner, name, input, shape, features).range(black, white);
    extractor = probabilities == null ? extractor : extractor.probabilities(probabilities);
    return inception ? extractor.inception() : extractor;
  }

  private OnnxFeatures exported(OnnxRunner runner) {
    try {
      return ImageClassifier.features(runner);
    } catch (FigmentException unknown) {
      throw new FigmentException(
          unknown,
          file + ": Figment did not export this file, so it must be told what it takes",
          "give --extractor-input, --extractor-shape and --extractor-features");
    }
  }
}
