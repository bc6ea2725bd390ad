package dev.figment.infer;

import dev.figment.FigmentException;
import dev.figment.Philox;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.onnx.OnnxContract;
import dev.figment.onnx.OnnxMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A network from latent vectors to images: what generators and decoders have in common. */
final class LatentDecoder {
  private final SharedSession session;
  private final OnnxMetadata metadata;
  private final BatchRunner runner;

  LatentDecoder(SharedSession session, OnnxMetadata metadata, InferenceOptions options) {
    this.session = session;
    this.metadata = metadata;
    this.runner =
        ImageModel.runner(
            session,
            OnnxContract.LATENT,
            Shape.of(metadata.getLatentSize()),
            Collections.singletonList(OnnxContract.IMAGE),
            metadata.getExampleShape(),
            options);
  }

  OnnxMetadata metadata() {
    return metadata;
  }

  /** One image for each vector. */
  List<Pixels> decode(float[]... vectors) {
    session.checkOpen();
    for (int i = 0; i < vectors.length; i++) {
      check(i, vectors[i]);
    }
    return run(
        vectors.length, (i, target) -> System.arraycopy(vectors[i], 0, target, 0, target.length));
  }

  /** Images of standard normal noise: image {@code i} depends on the seed and {@code i} alone. */
  List<Pixels> sample(int count, long seed) {
    session.checkOpen();
    if (count < 0) {
      throw new FigmentException(session.getName() + " cannot make " + count + " images");
    }
    return run(count, (i, target) -> noise(seed, i, target));
  }

  /** The noise of the sample number {@code i}. */
  float[] noise(long seed, int i) {
    float[] vector = new float[metadata.getLatentSize()];
    noise(seed, i, vector);
    return vector;
  }

  private static void noise(long seed, int i, float[] target) {
    Philox.stream(seed, "sample", i).fillNormal(target);
  }

  private List<Pixels> run(int count, BatchRunner.Source source) {
    List<Pixels> images = new ArrayList<>(count);
    Shape shape = metadata.getExampleShape();
    runner.run(
        count,
        source,
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
