package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.metric.Extraction;
import dev.figment.metric.FeatureExtractor;
import dev.figment.metric.Features;
import dev.figment.onnx.OnnxContract;
import dev.figment.train.History;
import dev.figment.train.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A trained classifier on the backend that trained it, until that is closed. */
public final class TrainedClassifier extends FeatureExtractor {
  private final Training training;
  private final ModelFunction function;

  TrainedClassifier(Training training, ModelFunction function) {
    this.training = training;
    this.function = function;
  }

  /** The classes, by label. */
  public List<String> getLabelNames() {
    return training.getSpec().getLabelNames();
  }

  /** The mean of each term in each epoch. */
  public History getHistory() {
    return training.getHistory();
  }

  /** The number of training steps. */
  public long getSteps() {
    return training.getSteps();
  }

  /** Whether training was stopped before its last epoch was over. */
  public boolean isInterrupted() {
    return training.isInterrupted();
  }

  /** {@code loss}, the mean cross-entropy in nats, and {@code accuracy}, from 0 to 1. */
  public Map<String, Double> evaluate(Dataset labelled) {
    return training.evaluate(labelled);
  }

  /** The share of examples, from 0 to 1, whose label is read right. */
  public double accuracy(Dataset labelled) {
    return Objects.requireNonNull(evaluate(labelled).get("accuracy"));
  }

  /** {@code classifier}. */
  @Override
  public String getName() {
    return "classifier";
  }

  @Override
  public PixelRange getRange() {
    return training.getSpec().getRange();
  }

  @Override
  protected void check(Shape image) {
    if (!image.equals(training.getSpec().getExampleShape())) {
      throw new FigmentException(
              "the images are "
                  + image
                  + ", the classifier was trained on "
                  + training.getSpec().getExampleShape(),
              "resize the images, or train a classifier of their size")
          .at("classifier");
    }
  }

  /** The features before the last layer, and the probabilities of the classes. */
  @Override
  public Extraction extract(NdArray images) {
    Map<String, NdArray> outputs = function.run(training.getBackend(), images);
    return Extraction.of(
        features(outputs, OnnxContract.FEATURES), features(outputs, OnnxContract.PROBABILITIES));
  }

  /** The logits of the classes, f32 {@code [n, classes]}, of images in the classifier's range. */
  public NdArray logits(NdArray images) {
    return Objects.requireNonNull(
        function.run(training.getBackend(), images).get(OnnxContract.LOGITS));
  }

  /**
   * Writes {@code classifier.onnx} and {@code parity.json} into a folder, and proves the file equal
   * to this model in ONNX Runtime. It takes {@code image} and gives {@code features}, {@code
   * logits} and {@code probabilities}; {@link ImageClassifier#features} reads it.
   *
   * @throws FigmentException if a file cannot be written, or is not equal
   */
  public ExportReport exportOnnx(Path directory) {
    return new OnnxExport(training, directory)
        .add(function, OnnxExport.proofImages(training))
        .finish(0);
  }

  private static Features features(Map<String, NdArray> outputs, String name) {
    return Features.of(Objects.requireNonNull(outputs.get(name)));
  }
}
