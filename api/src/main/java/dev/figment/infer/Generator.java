package dev.figment.infer;

import dev.figment.Pixels;
import dev.figment.onnx.OnnxMetadata;
import java.nio.file.Path;
import java.util.List;

/**
 * A trained generator, or the decoder of an autoencoder on its own: makes images of noise.
 *
 * <pre>{@code
 * try (Generator generator = Generator.load(Paths.get("faces.onnx"))) {
 *   List<Pixels> faces = generator.sample(64, 42);
 * }
 * }</pre>
 *
 * <p>Any number of threads may use one instance at the same time. Closing waits for them.
 */
public final class Generator implements AutoCloseable {
  private final SharedSession session;
  private final LatentDecoder decoder;

  private Generator(SharedSession session, LatentDecoder decoder) {
    this.session = session;
    this.decoder = decoder;
  }

  /**
   * Opens a generator that Figment exported.
   *
   * @throws dev.figment.FigmentException if the file is missing, damaged, or something else, or if
   *     ONNX Runtime is missing
   */
  public static Generator load(Path file) {
    return load(file, InferenceOptions.defaults());
  }

  /** As above, with other options. */
  public static Generator load(Path file, InferenceOptions options) {
    OnnxRuntimeCheck.isPresent();
    OnnxMetadata metadata = ImageModel.metadata(file, OnnxMetadata.GENERATOR, OnnxMetadata.DECODER);
    SharedSession session = SharedSession.open("generator " + file, file, options);
    try {
      return new Generator(session, new LatentDecoder(session, metadata, options));
    } catch (RuntimeException error) {
      session.close();
      throw error;
    }
  }

  /**
   * Images of standard normal noise. Image {@code i} depends on the seed and {@code i} alone: the
   * same seed gives the same images, and a larger count only more of them. A conditional
   * generator's labels come in turn, label {@code i} modulo their number with image {@code i}.
   *
   * @param count at least 0
   */
  public List<Pixels> sample(int count, long seed) {
    return decoder.sample(count, seed);
  }

  /**
   * One image of standard normal noise for each label. Image {@code i} is made of the noise that
   * image {@code i} of {@link #sample(int, long)} is made of.
   *
   * @param labels each a place in {@link #getLabelNames()}
   * @throws dev.figment.FigmentException if a label is unknown, or if the generator takes none
   */
  public List<Pixels> sample(int[] labels, long seed) {
    return decoder.sample(labels, seed);
  }

  /** The noise of which {@link #sample(int, long)} makes its image number {@code i}. */
  public float[] noise(long seed, int i) {
    return decoder.noise(seed, i);
  }

  /**
   * One image for each vector of noise.
   *
   * @param vectors each with as many numbers as {@code getMetadata().getLatentSize()}
   * @throws dev.figment.FigmentException if one has another size or is not finite, or if the
   *     generator takes labels
   */
  public List<Pixels> decode(float[]... vectors) {
    return decoder.decode(vectors);
  }

  /**
   * One image for each vector of noise and the label at the same place.
   *
   * @throws dev.figment.FigmentException if a vector has another size or is not finite, if a label
   *     is unknown, if there are more of one than of the other, or if the generator takes no labels
   */
  public List<Pixels> decode(float[][] vectors, int[] labels) {
    return decoder.decode(vectors, labels);
  }

  /**
   * Images on the way from one vector of noise to another, both ends included; spherical, so that
   * all of them are as likely as the ends.
   *
   * @param steps the number of images, at least 2
   */
  public List<Pixels> interpolate(float[] from, float[] to, int steps) {
    return decoder.decode(Between.spherical(from, to, steps));
  }

  /** As above, by a conditional generator: all images of one label. */
  public List<Pixels> interpolate(float[] from, float[] to, int steps, int label) {
    return decoder.decode(Between.spherical(from, to, steps), label);
  }

  /** The names of the classes by label; empty if the generator takes no labels. */
  public List<String> getLabelNames() {
    return decoder.labelNames();
  }

  /** What the file says about itself: sizes, pixel range, how it was trained. */
  public OnnxMetadata getMetadata() {
    return decoder.metadata();
  }

  /** Waits for runs to end and frees the memory. Closing twice does nothing more. */
  @Override
  public void close() {
    session.close();
  }

  /** For example {@code generator faces.onnx}. */
  @Override
  public String toString() {
    return session.getName();
  }
}
