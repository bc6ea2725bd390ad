package dev.figment.infer;

import dev.figment.FigmentException;
import dev.figment.Pixels;
import dev.figment.onnx.OnnxContract;
import dev.figment.onnx.OnnxMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A trained variational autoencoder: images to latents and back.
 *
 * <pre>{@code
 * try (Autoencoder digits = Autoencoder.load(Paths.get("models/digits"))) {
 *   List<Latent> latents = digits.encode(image);
 *   List<Pixels> again = digits.decode(latents.get(0));
 * }
 * }</pre>
 *
 * <p>Any number of threads may use one instance at the same time. Closing waits for them.
 */
public final class Autoencoder implements AutoCloseable {
  private final SharedSession encoderSession;
  private final SharedSession decoderSession;
  private final LatentEncoder encoder;
  private final LatentDecoder decoder;

  private Autoencoder(
      SharedSession encoderSession,
      SharedSession decoderSession,
      LatentEncoder encoder,
      LatentDecoder decoder) {
    this.encoderSession = encoderSession;
    this.decoderSession = decoderSession;
    this.encoder = encoder;
    this.decoder = decoder;
  }

  /**
   * Opens the folder of an autoencoder that Figment exported: encoder.onnx and decoder.onnx.
   *
   * @throws FigmentException if a file is missing, damaged, or something else, if the two do not
   *     belong together, or if ONNX Runtime is missing
   */
  public static Autoencoder load(Path directory) {
    return load(directory, InferenceOptions.defaults());
  }

  /** As above, with other options. */
  public static Autoencoder load(Path directory, InferenceOptions options) {
    OnnxRuntimeCheck.isPresent();
    if (!Files.isDirectory(directory)) {
      throw new FigmentException(
          directory + ": there is no such folder",
          "an autoencoder is a folder with encoder.onnx and decoder.onnx");
    }
    Path encoderFile = directory.resolve(OnnxContract.ENCODER_FILE);
    Path decoderFile = directory.resolve(OnnxContract.DECODER_FILE);
    OnnxMetadata encoding = ImageModel.metadata(encoderFile, OnnxMetadata.ENCODER);
    OnnxMetadata decoding = ImageModel.metadata(decoderFile, OnnxMetadata.DECODER);
    checkPair(directory, encoding, decoding);
    String name = "autoencoder " + directory;
    SharedSession first = SharedSession.open(name, encoderFile, options);
    try {
      SharedSession second = SharedSession.open(name, decoderFile, options);
      try {
        return new Autoencoder(
            first,
            second,
            new LatentEncoder(first, encoding, options),
            new LatentDecoder(second, decoding, options));
      } catch (RuntimeException error) {
        second.close();
        throw error;
      }
    } catch (RuntimeException error) {
      first.close();
      throw error;
    }
  }

  private static void checkPair(Path directory, OnnxMetadata encoding, OnnxMetadata decoding) {
    if (!encoding.getExampleShape().equals(decoding.getExampleShape())
        || encoding.getLatentSize() != decoding.getLatentSize()
        || encoding.getPixelRange() != decoding.getPixelRange()
        || !encoding.getLabels().equals(decoding.getLabels())) {
      throw new FigmentException(
          directory + ": the encoder and the decoder do not belong together",
          "the encoder: " + describe(encoding),
          "the decoder: " + describe(decoding),
          "export both from one training");
    }
  }

  private static String describe(OnnxMetadata metadata) {
    return "images "
        + metadata.getExampleShape()
        + " in "
        + metadata.getPixelRange()
        + ", latent size "
        + metadata.getLatentSize()
        + (metadata.getLabels().isEmpty() ? "" : ", labels " + metadata.getLabels());
  }

  /**
   * The latent of each image.
   *
   * @throws FigmentException if an image has another size or other channels than the network takes,
   *     or if the network takes labels
   */
  public List<Latent> encode(Pixels... images) {
    return encoder.encode(Arrays.asList(images));
  }

  /** As above. */
  public List<Latent> encode(List<Pixels> images) {
    return encoder.encode(images);
  }

  /**
   * The latent of each image with the label at the same place.
   *
   * @param labels each a place in {@link #getLabelNames()}
   * @throws FigmentException if an image has another size or other channels than the network takes,
   *     if a label is unknown, if there are more of one than of the other, or if the network takes
   *     no labels
   */
  public List<Latent> encode(List<Pixels> images, int[] labels) {
    return encoder.encode(images, labels);
  }

  /** The image at the mean of each latent. */
  public List<Pixels> decode(Latent... latents) {
    return decoder.decode(means(Arrays.asList(latents)));
  }

  /** The image at the mean of each latent with the label at the same place. */
  public List<Pixels> decode(List<Latent> latents, int[] labels) {
    return decoder.decode(means(latents), labels);
  }

  private static float[][] means(List<Latent> latents) {
    float[][] means = new float[latents.size()][];
    for (int i = 0; i < means.length; i++) {
      means[i] = latents.get(i).getMean();
    }
    return means;
  }

  /**
   * The image at each latent vector.
   *
   * @param vectors each with as many numbers as {@code getMetadata().getLatentSize()}
   * @throws FigmentException if one has another size or is not finite, or if the network takes
   *     labels
   */
  public List<Pixels> decode(float[]... vectors) {
    return decoder.decode(vectors);
  }

  /** The image at each latent vector with the label at the same place. */
  public List<Pixels> decode(float[][] vectors, int[] labels) {
    return decoder.decode(vectors, labels);
  }

  /** Each image encoded and decoded again, by the mean of its latent. */
  public List<Pixels> reconstruct(Pixels... images) {
    return reconstruct(Arrays.asList(images));
  }

  /** As above. */
  public List<Pixels> reconstruct(List<Pixels> images) {
    return decoder.decode(means(encode(images)));
  }

  /** Each image encoded and decoded again, both with the label at the same place. */
  public List<Pixels> reconstruct(List<Pixels> images, int[] labels) {
    return decode(encode(images, labels), labels);
  }

  /**
   * Images of standard normal latent vectors. Image {@code i} depends on the seed and {@code i}
   * alone: the same seed gives the same images, and a larger count only more of them. A conditional
   * network's labels come in turn, label {@code i} modulo their number with image {@code i}.
   *
   * @param count at least 0
   */
  public List<Pixels> sample(int count, long seed) {
    return decoder.sample(count, seed);
  }

  /**
   * One image of a standard normal latent vector for each label. Image {@code i} has the vector of
   * image {@code i} of {@link #sample(int, long)}.
   *
   * @param labels each a place in {@link #getLabelNames()}
   * @throws FigmentException if a label is unknown, or if the network takes none
   */
  public List<Pixels> sample(int[] labels, long seed) {
    return decoder.sample(labels, seed);
  }

  /**
   * Images on the straight line from one latent vector to another, both ends included.
   *
   * @param steps the number of images, at least 2
   */
  public List<Pixels> interpolate(float[] from, float[] to, int steps) {
    return decoder.decode(Between.linear(from, to, steps));
  }

  /** As above, by a conditional network: all images of one label. */
  public List<Pixels> interpolate(float[] from, float[] to, int steps, int label) {
    return decoder.decode(Between.linear(from, to, steps), label);
  }

  /** As without a label, from one image's mean to another's. */
  public List<Pixels> interpolate(Latent from, Latent to, int steps) {
    return interpolate(from.getMean(), to.getMean(), steps);
  }

  /** As above, from one image to another, by way of their latents. */
  public List<Pixels> interpolate(Pixels from, Pixels to, int steps) {
    List<Latent> ends = encode(from, to);
    return interpolate(ends.get(0), ends.get(1), steps);
  }

  /** The names of the classes by label; empty if the networks take no labels. */
  public List<String> getLabelNames() {
    return decoder.labelNames();
  }

  /** What the decoder's file says about itself: sizes, pixel range, how it was trained. */
  public OnnxMetadata getMetadata() {
    return decoder.metadata();
  }

  /** Waits for runs to end and frees the memory. Closing twice does nothing more. */
  @Override
  public void close() {
    encoderSession.close();
    decoderSession.close();
  }

  /** For example {@code autoencoder models/digits}. */
  @Override
  public String toString() {
    return decoderSession.getName();
  }
}
