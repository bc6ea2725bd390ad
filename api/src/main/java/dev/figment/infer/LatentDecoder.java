package dev.figment.infer;

import dev.figment.FigmentException;
import dev.figment.Philox;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.onnx.OnnxContract;
import dev.figment.onnx.OnnxMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A network from latent vectors to images: what generators and decoders have in common. */
final class LatentDecoder {
  private final SharedSession session;
  private final OnnxMetadata metadata;
  private final ClassLabels classes;
  private final double truncation;
  private final BatchRunner runner;

  LatentDecoder(SharedSession session, OnnxMetadata metadata, InferenceOptions options) {
    this.session = session;
    this.metadata = metadata;
    this.classes = new ClassLabels(session.getName(), metadata.getLabels());
    this.truncation = options.getTruncation();
    this.runner =
        ImageModel.runner(
            session,
            OnnxContract.LATENT,
            Shape.of(metadata.getLatentSize()),
            !classes.names().isEmpty(),
            Collections.singletonList(OnnxContract.IMAGE),
            metadata.getExampleShape(),
            options);
  }

  OnnxMetadata metadata() {
    return metadata;
  }

  List<String> labelNames() {
    return classes.names();
  }

  /** One image for each vector. */
  List<Pixels> decode(float[]... vectors) {
    session.checkOpen();
    return run(vectors, classes.none());
  }

  /** One image for each vector and its label. */
  List<Pixels> decode(float[][] vectors, int[] labels) {
    session.checkOpen();
    return run(vectors, classes.checked(labels, vectors.length, "latent vectors"));
  }

  /** One image of the same label for each vector. */
  List<Pixels> decode(float[][] vectors, int label) {
    int[] labels = new int[vectors.length];
    Arrays.fill(labels, label);
    return decode(vectors, labels);
  }

  /**
   * Images of standard normal noise: image {@code i} depends on the seed and {@code i} alone. A
   * conditional network's labels come in turn.
   */
  List<Pixels> sample(int count, long seed) {
    session.checkOpen();
    if (count < 0) {
      throw new FigmentException(session.getName() + " cannot make " + count + " images");
    }
    return run(count, (i, target) -> noise(seed, i, target), classes.inTurn(count));
  }

  /** As above, one image for each label. */
  List<Pixels> sample(int[] labels, long seed) {
    session.checkOpen();
    return run(
        labels.length,
        (i, target) -> noise(seed, i, target),
        classes.checked(labels, labels.length, "images"));
  }

  /** The noise of the sample number {@code i}. */
  float[] noise(long seed, int i) {
    float[] vector = new float[metadata.getLatentSize()];
    noise(seed, i, vector);
    return vector;
  }

  private void noise(long seed, int i, float[] target) {
    Philox.stream(seed, "sample", i).fillNormal(target, truncation);
  }

  private List<Pixels> run(float[][] vectors, int[] labels) {
    for (int i = 0; i < vectors.length; i++) {
      check(i, vectors[i]);
    }
    return run(
        vectors.length,
        (i, target) -> System.arraycopy(vectors[i], 0, target, 0, target.length),
        labels);
  }

  private List<Pixels> run(int count, BatchRunner.Source source, int[] labels) {
    List<Pixels> images = new ArrayList<>(count);
    Shape shape = metadata.getExampleShape();
    runner.run(
        count,
        source,
        labels,
        (output, i, values) -> {
          for (float value : values) {
            if (Float.isNaN(value)) {
              throw new FigmentException(
                  session.getName() + ": image " + i + " has pixels that are not numbers (NaN)",
                  "the network's weights or this latent vector are too large");
            }
          }
          images.add(
              Pixels.fromFloats(
                  values, 0, shape.dim(0), shape.dim(1), shape.dim(2), metadata.getPixelRange()));
        });
    return images;
  }

  private void check(int i, float[] vector) {
    int size = metadata.getLatentSize();
    if (vector.length != size) {
      throw new FigmentException(
          session.getName()
              + ": latent vector "
              + i
              + " has "
              + vector.length
              + " numbers, the network takes "
              + size);
    }
    for (float value : vector) {
      if (Float.isNaN(value) || Float.isInfinite(value)) {
        throw new FigmentException(
            session.getName() + ": latent vector " + i + " holds " + value,
            "standard normal numbers lie between -4 and 4, nearly always");
      }
    }
  }
}
