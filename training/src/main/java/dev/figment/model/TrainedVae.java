package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.train.History;
import dev.figment.train.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A trained VAE on the backend that trained it, until that is closed. */
public final class TrainedVae {
  private final Training training;
  private final ModelFunction encoder;
  private final ModelFunction decoder;
  private final int latentSize;

  TrainedVae(Training training, ModelFunction encoder, ModelFunction decoder, int latentSize) {
    this.training = training;
    this.encoder = encoder;
    this.decoder = decoder;
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

  /**
   * The mean terms over a data set, in nats per example: {@code loss} (with the KL weight), {@code
   * reconstruction}, {@code kl}, and {@code negativeElbo} (without it).
   */
  public Map<String, Double> evaluate(Dataset dataset) {
    return training.evaluate(dataset);
  }

  /** New images from random latents; the same seed gives the same images, also once exported. */
  public List<Pixels> sample(int count, long seed) {
    float[] latents = new float[count * latentSize];
    float[] latent = new float[latentSize];
    for (int i = 0; i < count; i++) {
      Philox.stream(seed, "sample", i).fillNormal(latent);
      System.arraycopy(latent, 0, latents, i * latentSize, latentSize);
    }
    return decode(NdArray.of(latents, count, latentSize));
  }

  /** What decoding the mean latents of the first images of a data set gives. */
  public List<Pixels> reconstruct(Dataset dataset) {
    return decode(mean(values(dataset)));
  }

  /** The images of latents f32 {@code [n, latentSize]}. */
  public List<Pixels> decode(NdArray latents) {
    NdArray images = output(decoder.run(training.getBackend(), latents), "image");
    Shape example = training.getSpec().getExampleShape();
    List<Pixels> result = new ArrayList<>();
    for (int i = 0; i < latents.getShape().dim(0); i++) {
      result.add(
          Pixels.fromFloats(
              images.floats(),
              i * example.getSize(),
              example.dim(0),
              example.dim(1),
              example.dim(2),
              PixelRange.UNIT));
    }
    return result;
  }

  /** The mean latents of images f32 {@code [n, C, H, W]}, as {@code [n, latentSize]}. */
  public NdArray mean(NdArray images) {
    return output(encoder.run(training.getBackend(), images), "mean");
  }

  /**
   * Writes {@code encoder.onnx}, {@code decoder.onnx} and {@code parity.json} into a folder, and
   * proves both files equal to this model in ONNX Runtime.
   *
   * @throws FigmentException if a file cannot be written, or is not equal
   */
  public ExportReport exportOnnx(Path directory) {
    return new OnnxExport(training, directory)
        .add(encoder, images())
        .add(decoder, latents())
        .finish(latentSize);
  }

  /** 64 random and 64 real images. */
  private NdArray images() {
    NdArray real = values(training.getData().take(Math.min(64, training.getData().getSize())));
    NdArray random = NdArray.zeros(real.getType());
    Philox stream = Philox.stream(training.getSeed(), "parity");
    for (int i = 0; i < random.getSize(); i++) {
      random.floats()[i] = stream.nextFloat();
    }
    return OnnxExport.join(random, real);
  }

  /** 64 random latents and those of 64 real images. */
  private NdArray latents() {
    NdArray real =
        mean(values(training.getData().take(Math.min(64, training.getData().getSize()))));
    NdArray random = NdArray.zeros(real.getType());
    Philox.stream(training.getSeed(), "parity").fillNormal(random.floats());
    return OnnxExport.join(random, real);
  }

  private static NdArray values(Dataset dataset) {
    Shape shape = dataset.getExampleShape().behind(dataset.getSize());
    NdArray values = NdArray.of(new float[shape.getSize()], shape);
    for (int i = 0; i < dataset.getSize(); i++) {
      dataset.read(i, values.floats(), i * dataset.getExampleShape().getSize());
    }
    return values;
  }

  private static NdArray output(Map<String, NdArray> outputs, String name) {
    NdArray output = outputs.get(name);
    if (output == null) {
      throw new FigmentException("the model has no output named " + name);
    }
    return output;
  }
}
