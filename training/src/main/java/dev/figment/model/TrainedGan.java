package dev.figment.model;

import dev.figment.NdArray;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.train.History;
import dev.figment.train.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A trained GAN on the backend that trained it, until that is closed. */
public final class TrainedGan {
  private final Training training;
  private final ModelFunction generator;
  private final ModelFunction critic;
  private final int latentSize;

  TrainedGan(Training training, ModelFunction generator, ModelFunction critic, int latentSize) {
    this.training = training;
    this.generator = generator;
    this.critic = critic;
    this.latentSize = latentSize;
  }

  public int getLatentSize() {
    return latentSize;
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

  /** Random latents f32 {@code [count, latentSize]}; the same seed gives the same. */
  public NdArray latents(int count, long seed) {
    return Latents.normal(count, latentSize, seed);
  }

  /** What the generator makes of latents, f32 {@code [n, ...]} in the data's range. */
  public NdArray generate(NdArray latents) {
    return generator.run(training.getBackend(), latents).values().iterator().next();
  }

  /** New images from random latents; the same seed gives the same images, also once exported. */
  public List<Pixels> sample(int count, long seed) {
    NdArray images = generate(latents(count, seed));
    Shape example = training.getSpec().getExampleShape();
    List<Pixels> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
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
   * The critic's scores of examples f32 {@code [n, ...]} (of packs of them, if it judges packs).
   */
  public NdArray score(NdArray examples) {
    return critic.run(training.getBackend(), examples).values().iterator().next();
  }

  /**
   * Writes {@code generator.onnx} and {@code parity.json} into a folder, and proves the file equal
   * to this model in ONNX Runtime.
   *
   * @throws dev.figment.FigmentException if a file cannot be written, or is not equal
   */
  public ExportReport exportOnnx(Path directory) {
    return new OnnxExport(training, directory)
        .add(generator, latents(128, training.getSeed()))
        .finish(latentSize);
  }
}
