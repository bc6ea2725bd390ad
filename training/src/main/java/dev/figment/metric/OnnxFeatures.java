package dev.figment.metric;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.infer.OnnxRunner;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A feature extractor of the user's own, as an ONNX file: for example Inception, exported
 * elsewhere. Images are resized to its input, grey ones repeated for each channel, and scaled to
 * its range. Immutable; every setting gives a new extractor. Who opened the runner closes it.
 */
public final class OnnxFeatures extends FeatureExtractor {
  private final OnnxRunner runner;
  private final String name;
  private final String input;
  private final Shape image;
  private final String features;
  private final @Nullable String probabilities;
  private final float black;
  private final float white;
  private final boolean inception;

  private OnnxFeatures(
      OnnxRunner runner,
      String name,
      String input,
      Shape image,
      String features,
      @Nullable String probabilities,
      float black,
      float white,
      boolean inception) {
    this.runner = runner;
    this.name = name;
    this.input = input;
    this.image = image;
    this.features = features;
    this.probabilities = probabilities;
    this.black = black;
    this.white = white;
    this.inception = inception;
  }

  /**
   * An extractor that takes pixels from 0 to 1.
   *
   * @param name what measures say after their own name
   * @param input the name of the model's input
   * @param image the shape of one image that it takes, {@code [C, H, W]}
   * @param features the name of the output with one row of features for each image
   */
  public static OnnxFeatures of(
      OnnxRunner runner, String name, String input, Shape image, String features) {
    if (image.getRank() != 3) {
      throw new FigmentException(
              "the input is said to take images of " + image, "give channels, height and width")
          .at("extractor " + name);
    }
    return new OnnxFeatures(runner, name, input, image, features, null, 0, 1, false);
  }

  /** With the numbers that stand for black and white, for example 0 and 255. */
  public OnnxFeatures range(double forBlack, double forWhite) {
    return new OnnxFeatures(
        runner,
        name,
        input,
        image,
        features,
        probabilities,
        (float) forBlack,
        (float) forWhite,
        inception);
  }

  /** With the output that has the probability of each label (not logits). */
  public OnnxFeatures probabilities(String output) {
    return new OnnxFeatures(runner, name, input, image, features, output, black, white, inception);
  }

  /**
   * Without probabilities, for a classifier whose classes say nothing of the data.
   *
   * @param newName what measures say after their own name
   */
  public OnnxFeatures withoutProbabilities(String newName) {
    return new OnnxFeatures(runner, newName, input, image, features, null, black, white, inception);
  }

  /** Says that this is Inception v3 with the weights of FID: the distances are then called so. */
  public OnnxFeatures inception() {
    return new OnnxFeatures(
        runner, name, input, image, features, probabilities, black, white, true);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isInception() {
    return inception;
  }

  @Override
  public PixelRange getRange() {
    return PixelRange.UNIT;
  }

  /** 32. */
  @Override
  public int getBatchSize() {
    return 32;
  }

  @Override
  protected void check(Shape given) {
    boolean repeats = given.getRank() == 3 && given.dim(0) == 1;
    if (given.getRank() != 3 || (!repeats && given.dim(0) != image.dim(0))) {
      throw new FigmentException(
              "the images are " + given + ", the model takes " + image,
              "give images with as many channels, or grey ones")
          .at("extractor " + name);
    }
  }

  @Override
  public Extraction extract(NdArray images) {
    Map<String, NdArray> outputs = runner.run(Map.of(input, prepared(images)));
    Features read = output(outputs, features);
    return probabilities == null
        ? Extraction.of(read)
        : Extraction.of(read, output(outputs, probabilities));
  }

  /** Images as the model takes them. */
  private NdArray prepared(NdArray images) {
    Shape given = images.getShape();
    int count = given.dim(0);
    int channels = given.dim(1);
    float[] planes =
        Resampling.resize(
            images.floats(),
            count * channels,
            given.dim(2),
            given.dim(3),
            image.dim(1),
            image.dim(2));
    int area = image.dim(1) * image.dim(2);
    float[] result = new float[count * image.getSize()];
    for (int i = 0; i < result.length; i++) {
      int example = i / image.getSize();
      int channel = channels == 1 ? 0 : i / area % channels;
      float pixel = planes[(example * channels + channel) * area + i % area];
      result[i] = black + pixel * (white - black);
    }
    return NdArray.of(result, image.behind(count));
  }

  private Features output(Map<String, NdArray> outputs, String wanted) {
    NdArray output = outputs.get(wanted);
    if (output == null) {
      throw new FigmentException(
              "the model has no output named " + wanted, "it has " + outputs.keySet())
          .at("extractor " + name);
    }
    return Features.of(output);
  }
}
