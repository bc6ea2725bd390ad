package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.metric.ActiveUnits;
import dev.figment.metric.Estimate;
import dev.figment.metric.Features;
import dev.figment.train.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A trained VAE on the backend that trained it, until that is closed. */
public final class TrainedVae extends TrainedModel {
  private final VaeNetworks networks;
  private final ModelFunction encoder;
  private final ModelFunction decoder;
  private final List<ModelFunction> judges;

  /**
   * A trained VAE.
   *
   * @param judges functions of images that are exported too
   */
  TrainedVae(Training training, VaeNetworks networks, List<ModelFunction> judges) {
    super(training);
    this.networks = networks;
    this.encoder = networks.encoderFunction();
    this.decoder = networks.decoderFunction();
    this.judges = judges;
  }

  @Override
  public int getLatentSize() {
    return networks.getLatentSize();
  }

  @Override
  public List<String> getLabelNames() {
    return decoder.getLabelNames();
  }

  /**
   * The mean terms over a data set, in nats per example: {@code loss} (with the KL weight), {@code
   * reconstruction}, {@code kl}, and {@code negativeElbo} (without it).
   */
  @Override
  public Map<String, Double> evaluate(Dataset dataset) {
    return super.evaluate(dataset);
  }

  /**
   * The importance-weighted bound on the log-likelihood of a data set (given its labels, if the VAE
   * is conditional), in nats per example (Burda et al. 2016, eq. 8), and its standard error over
   * the examples. In expectation the negative of {@code negativeElbo} for 1 sample, and nearer to
   * the log-likelihood from below the more samples are taken. A density where the likelihood is
   * one, as with {@code GAUSSIAN}.
   *
   * @param samples the number of latents for each example, k; published numbers take 5000
   * @param batchSize how many latents are decoded at once, of one example or of several
   * @throws FigmentException if the data is of another shape or range, or of other classes
   */
  public Estimate logLikelihood(Dataset dataset, int samples, int batchSize) {
    return new ImportanceBound(training, networks).of(dataset, samples, batchSize);
  }

  /** The latent dimensions whose mean varies over a data set (Burda et al. 2016, section 5.2). */
  public ActiveUnits activeUnits(Dataset dataset) {
    int batch = training.getBatchSize();
    int latentSize = getLatentSize();
    double[][] means = new double[dataset.getSize()][latentSize];
    for (int from = 0; from < means.length; from += batch) {
      int count = Math.min(batch, means.length - from);
      NdArray part = mean(dataset.range(from, from + count));
      for (int i = 0; i < count * latentSize; i++) {
        means[from + i / latentSize][i % latentSize] = part.get(i);
      }
    }
    return ActiveUnits.of(Features.of(means));
  }

  @Override
  public List<Pixels> sample(int count, long seed) {
    NdArray labels = OnnxExport.inTurn(count, getLabelNames().size());
    return pixels(images(Latents.normal(count, getLatentSize(), seed), labels));
  }

  @Override
  public List<Pixels> sample(int[] labels, long seed) {
    return decode(Latents.normal(labels.length, getLatentSize(), seed), labels);
  }

  /** What decoding the mean latents of images gives, with their labels if it is conditional. */
  public List<Pixels> reconstruct(Dataset dataset) {
    return pixels(images(mean(dataset), labels(dataset)));
  }

  /**
   * The images of latents f32 {@code [n, latentSize]}.
   *
   * @throws FigmentException if the VAE is conditional
   */
  public List<Pixels> decode(NdArray latents) {
    return pixels(images(latents));
  }

  /**
   * The images of latents f32 {@code [n, latentSize]} for n labels.
   *
   * @throws FigmentException if the VAE is not conditional, or has no such class
   */
  public List<Pixels> decode(NdArray latents, int[] labels) {
    return pixels(images(latents, NdArray.of(labels, labels.length)));
  }

  /** The same as numbers, f32 {@code [n, ...]}. */
  NdArray images(NdArray latents) {
    return images(latents, null);
  }

  private NdArray images(NdArray latents, @Nullable NdArray labels) {
    return decoder.runForOne(training.getBackend(), decoder.inputs(latents, labels));
  }

  /**
   * Latents whose images are as near as can be to given ones where these are known, found by
   * gradient descent: for noisy images and for images with gaps, of which an encoder knows nothing.
   *
   * @param images f32 {@code [n, ...]} in [0, 1]
   * @param weights of the pixels, of the same shape: 1 where a pixel is known, 0 where it is not
   * @param labels i32 {@code [n]}; null if the VAE is not conditional
   * @param steps of Adam; a few hundred
   */
  public Projection project(
      NdArray images, NdArray weights, @Nullable NdArray labels, int steps, long seed) {
    return new LatentSearch(training, decoder, getLatentSize())
        .find(images, weights, labels, steps, seed);
  }

  /**
   * The mean latents of images f32 {@code [n, C, H, W]}, as {@code [n, latentSize]}.
   *
   * @throws FigmentException if the VAE is conditional
   */
  public NdArray mean(NdArray images) {
    return mean(images, (NdArray) null);
  }

  /**
   * The mean latents of images f32 {@code [n, C, H, W]} of n labels, as {@code [n, latentSize]}.
   *
   * @throws FigmentException if the VAE is not conditional, or has no such class
   */
  public NdArray mean(NdArray images, int[] labels) {
    return mean(images, NdArray.of(labels, labels.length));
  }

  private NdArray mean(Dataset dataset) {
    return mean(Values.of(dataset), labels(dataset));
  }

  private NdArray mean(NdArray images, @Nullable NdArray labels) {
    Map<String, NdArray> outputs =
        encoder.run(training.getBackend(), encoder.inputs(images, labels));
    return Objects.requireNonNull(outputs.get("mean"));
  }

  private @Nullable NdArray labels(Dataset dataset) {
    if (!networks.isConditional()) {
      return null;
    }
    training.getSpec().checkLabels(dataset);
    return Values.labels(dataset);
  }

  /**
   * Writes {@code encoder.onnx}, {@code decoder.onnx} and {@code parity.json} into a folder, and
   * proves both files equal to this model in ONNX Runtime. So it does with {@code critic.onnx}, if
   * the recipe has one.
   *
   * @throws FigmentException if a file cannot be written, or is not equal
   */
  @Override
  public ExportReport exportOnnx(Path directory) {
    Dataset data = training.getData();
    Dataset some = data.take(Math.min(64, data.getSize()));
    NdArray images = proof(Values.of(some), TrainedVae::fillUniform);
    OnnxExport export =
        new OnnxExport(training, directory)
            .add(encoder, images)
            .add(decoder, proof(mean(some), Philox::fillNormal));
    judges.forEach(judge -> export.add(judge, images));
    return export.finish(getLatentSize());
  }

  /** As many random numbers as real ones, before them. */
  private NdArray proof(NdArray real, BiConsumer<Philox, float[]> fill) {
    NdArray random = NdArray.zeros(real.getType());
    fill.accept(Philox.stream(training.getSeed(), "parity"), random.floats());
    return OnnxExport.join(random, real);
  }

  private static void fillUniform(Philox stream, float[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = stream.nextFloat();
    }
  }
}
