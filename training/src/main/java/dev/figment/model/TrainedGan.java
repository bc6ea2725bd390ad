package dev.figment.model;

import dev.figment.NdArray;
import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.train.Training;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trained GAN on the backend that trained it, until that is closed. */
public final class TrainedGan extends TrainedModel {
  /** Numbers of inputs that exports are proved with. */
  private static final int PROOFS = 128;

  private final ModelFunction generator;
  private final ModelFunction critic;
  private final int latentSize;

  TrainedGan(Training training, ModelFunction generator, ModelFunction critic, int latentSize) {
    super(training);
    this.generator = generator;
    this.critic = critic;
    this.latentSize = latentSize;
  }

  @Override
  public int getLatentSize() {
    return latentSize;
  }

  @Override
  public List<String> getLabelNames() {
    return generator.getLabelNames();
  }

  /** Random latents f32 {@code [count, latentSize]}; the same seed gives the same. */
  public NdArray latents(int count, long seed) {
    return Latents.normal(count, latentSize, seed);
  }

  /**
   * What the generator makes of latents, f32 {@code [n, ...]} in the data's range.
   *
   * @throws dev.figment.FigmentException if the GAN is conditional
   */
  public NdArray generate(NdArray latents) {
    return generate(latents, null);
  }

  /**
   * What the generator makes of latents and labels, f32 {@code [n, ...]} in the data's range.
   *
   * @param labels i32 {@code [n]}; null if the GAN is not conditional
   */
  public NdArray generate(NdArray latents, @Nullable NdArray labels) {
    return generator.runForOne(training.getBackend(), generator.inputs(latents, labels));
  }

  @Override
  public List<Pixels> sample(int count, long seed) {
    return pixels(generate(latents(count, seed), OnnxExport.inTurn(count, getLabelNames().size())));
  }

  @Override
  public List<Pixels> sample(int[] labels, long seed) {
    NdArray wanted = NdArray.of(labels, labels.length);
    return pixels(generate(latents(labels.length, seed), wanted));
  }

  /**
   * The critic's scores of examples f32 {@code [n, ...]} (of packs of them, if it judges packs).
   *
   * @throws dev.figment.FigmentException if the GAN is conditional
   */
  public NdArray score(NdArray examples) {
    return critic.runForOne(training.getBackend(), critic.inputs(examples, null));
  }

  /**
   * Latents whose images are as near as can be to given ones: what an encoder would give, found by
   * gradient descent (Creswell and Bharath 2018, "Inverting the generator").
   *
   * @param images f32 {@code [n, ...]} in the data's range
   * @param labels i32 {@code [n]}; null if the GAN is not conditional
   * @param steps of Adam; a few hundred
   */
  public Projection project(NdArray images, @Nullable NdArray labels, int steps, long seed) {
    float[] equal = new float[images.getSize()];
    Arrays.fill(equal, 1);
    return project(images, NdArray.of(equal, images.getShape()), labels, steps, seed);
  }

  /**
   * The same for images that are known in part: what the generator makes of the latents fills in
   * the rest (Yeh et al. 2017).
   *
   * @param images f32 {@code [n, ...]} in the data's range
   * @param weights of the pixels, of the same shape: 1 where a pixel is known, 0 where it is not
   * @param labels i32 {@code [n]}; null if the GAN is not conditional
   * @param steps of Adam; a few hundred
   */
  public Projection project(
      NdArray images, NdArray weights, @Nullable NdArray labels, int steps, long seed) {
    return new LatentSearch(training, generator, latentSize)
        .find(images, weights, labels, steps, seed);
  }

  /**
   * Writes {@code generator.onnx}, {@code critic.onnx} and {@code parity.json} into a folder, and
   * proves the files equal to this model in ONNX Runtime.
   *
   * @throws dev.figment.FigmentException if a file cannot be written, or is not equal
   */
  @Override
  public ExportReport exportOnnx(Path directory) {
    return new OnnxExport(training, directory)
        .add(generator, latents(PROOFS, training.getSeed()))
        .add(critic, judged())
        .finish(latentSize);
  }

  /** As many generated as real images, packed as the critic takes them. */
  private NdArray judged() {
    Dataset data = training.getData();
    int pack = critic.getShape().dim(1) / training.getSpec().getExampleShape().dim(0);
    int half = Math.max(1, Math.min(PROOFS / 2, data.getSize()) / pack) * pack;
    NdArray labels = OnnxExport.inTurn(half, getLabelNames().size());
    NdArray fake = generate(latents(half, training.getSeed()), labels);
    NdArray real = Values.of(data.range(0, Math.min(half, data.getSize())));
    NdArray both = OnnxExport.join(fake, real);
    int packs = both.getShape().dim(0) / pack;
    int size = (int) critic.getShape().getFixedSize();
    float[] packed = Arrays.copyOf(both.floats(), packs * size);
    return NdArray.of(packed, critic.getShape().withDim(0, packs));
  }
}
