package dev.figment.model;

import dev.figment.NdArray;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.train.History;
import dev.figment.train.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A trained model that makes images, on the backend that trained it, until that is closed: what all
 * kinds have in common.
 */
public abstract class TrainedModel {
  final Training training;

  TrainedModel(Training training) {
    this.training = training;
  }

  /** The mean of each term in each epoch. */
  public final History getHistory() {
    return training.getHistory();
  }

  /** The number of training steps. */
  public final long getSteps() {
    return training.getSteps();
  }

  /** Whether training was stopped before its last epoch was over. */
  public final boolean isInterrupted() {
    return training.isInterrupted();
  }

  /** The number of latent dimensions. */
  public abstract int getLatentSize();

  /**
   * The mean of each term over a data set, in inference mode.
   *
   * @throws dev.figment.FigmentException if the data is of another shape or range
   */
  public Map<String, Double> evaluate(Dataset dataset) {
    return training.evaluate(dataset);
  }

  /** The classes of which images can be asked for; empty if the model is not conditional. */
  public abstract List<String> getLabelNames();

  /**
   * New images from random latents, of each class in turn if the model is conditional; the same
   * seed gives the same images, also once exported.
   */
  public abstract List<Pixels> sample(int count, long seed);

  /**
   * One new image of each of these labels; the same seed gives the same images, also once exported.
   *
   * @throws dev.figment.FigmentException if the model is not conditional, or has no such class
   */
  public abstract List<Pixels> sample(int[] labels, long seed);

  /** Numbers f32 {@code [n, C, H, W]} in the data's range as images. */
  final List<Pixels> pixels(NdArray images) {
    Shape example = training.getSpec().getExampleShape();
    List<Pixels> result = new ArrayList<>();
    for (int i = 0; i < images.getShape().dim(0); i++) {
      result.add(
          Pixels.fromFloats(
              images.floats(),
              i * example.getSize(),
              example.dim(0),
              example.dim(1),
              example.dim(2),
              training.getSpec().getRange()));
    }
    return result;
  }

  /**
   * Writes the model's networks as ONNX files, and {@code parity.json}, into a folder, and proves
   * each file equal to this model in ONNX Runtime.
   *
   * @throws dev.figment.FigmentException if a file cannot be written, or is not equal
   */
  public abstract ExportReport exportOnnx(Path directory);
}
