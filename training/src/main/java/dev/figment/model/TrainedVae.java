package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.metric.ActiveUnits;
import dev.figment.metric.Estimate;
import dev.figment.metric.Features;
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
  private final ImportanceBound bound;
  private final int latentSize;

  TrainedVae(
      Training training,
      ModelFunction encoder,
      ModelFunction decoder,
      ImportanceBound bound,
      int latentSize) {
    this.training = training;
    this.encoder = encoder;
    this.decoder = decoder;
    this.bound = bound;
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

  /**
   * The importance-weighted bound on the log-likelihood of a data set, in nats per example (Burda
   * et al. 2016, eq. 8), and its standard error over the examples. In expectation the negative of
   * {@code negativeElbo} for 1 sample, and nearer to the log-likelihood from below the more samples
   * are taken. A density where the likelihood is one, as with {@code GAUSSIAN}.
   *
   * @param samples the number of latents for each example, k; published numbers take 5000
   * @param batchSize how many latents are decoded at once, of one example or of several
   * @throws FigmentException if the data is of another shape or range
   */
  public Estimate logLikelihood(Dataset dataset, int samples, int batchSize) {
    return bound.of(dataset, samples, batchSize);
  }

  /** The latent dimensions whose mean varies over a data set (Burda et al. 2016, section 5.2). */
  public ActiveUnits activeUnits(Dataset dataset) {
    int batch = training.getBatchSize();
    double[][] means = new double[dataset.getSize()][latentSize];
    for (int from = 0; from < means.length; from += batch) {
      int count = Math.min(batch, means.length - from);
      NdArray part = mean(Values.of(dataset.range(from, from + count)));
      for (int i = 0; i < count * latentSize; i++) {
        means[from + i / latentSize][i % latentSize] = part.get(i);
      }
    }
    return ActiveUnits.of(Features.of(means));
  }

  /** New images from random latents; the same seed gives the same images, also once exported. */
  public List<Pixels> sample(int count, long seed) {
    return decode(Latents.normal(count, latentSize, seed));
  }

  /** What decoding the mean latents of the first images of a data set gives. */
  public List<Pixels> reconstruct(Dataset dataset) {
    return decode(mean(Values.of(dataset)));
  }

  /** The images of latents f32 {@code [n, latentSize]}. */
  public List<Pixels> decode(NdArray latents) {
    NdArray images = images(latents);
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

  /** The same as numbers, f32 {@code [n, ...]}. */
  NdArray images(NdArray latents) {
    return output(decoder.run(training.getBackend(), latents), "image");
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
        .add(encoder, OnnxExport.proofImages(training))
        .add(decoder, latents())
        .finish(latentSize);
  }

  /** 64 random latents and those of 64 real images. */
  private NdArray latents() {
    NdArray real =
        mean(Values.of(training.getData().take(Math.min(64, training.getData().getSize()))));
    NdArray random = NdArray.zeros(real.getType());
    Philox.stream(training.getSeed(), "parity").fillNormal(random.floats());
    return OnnxExport.join(random, real);
  }

  private static NdArray output(Map<String, NdArray> outputs, String name) {
    NdArray output = outputs.get(name);
    if (output == null) {
      throw new FigmentException("the model has no output named " + name);
    }
    return output;
  }
}
