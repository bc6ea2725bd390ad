package dev.figment.infer;

import dev.figment.FigmentException;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.onnx.OnnxContract;
import dev.figment.onnx.OnnxMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network from images to latents. */
final class LatentEncoder {
  private final SharedSession session;
  private final OnnxMetadata metadata;
  private final ClassLabels classes;
  private final BatchRunner runner;

  LatentEncoder(SharedSession session, OnnxMetadata metadata, InferenceOptions options) {
    this.session = session;
    this.metadata = metadata;
    this.classes = new ClassLabels(session.getName(), metadata.getLabels());
    this.runner =
        ImageModel.runner(
            session,
            OnnxContract.IMAGE,
            metadata.getExampleShape(),
            !classes.names().isEmpty(),
            Arrays.asList(OnnxContract.MEAN, OnnxContract.LOG_VARIANCE),
            Shape.of(metadata.getLatentSize()),
            options);
  }

  /** The latent of each image. */
  List<Latent> encode(List<Pixels> images) {
    session.checkOpen();
    return run(images, classes.none());
  }

  /** The latent of each image with its label. */
  List<Latent> encode(List<Pixels> images, int[] labels) {
    session.checkOpen();
    return run(images, classes.checked(labels, images.size(), "images"));
  }

  private List<Latent> run(List<Pixels> images, int[] labels) {
    for (int i = 0; i < images.size(); i++) {
      check(i, images.get(i));
    }
    float[][] means = new float[images.size()][];
    float[][] logVariances = new float[images.size()][];
    runner.run(
        images.size(),
        (i, target) -> images.get(i).toFloats(target, 0, metadata.getPixelRange()),
        labels,
        (output, i, values) -> (output == 0 ? means : logVariances)[i] = values.clone());
    List<Latent> latents = new ArrayList<>(means.length);
    for (int i = 0; i < means.length; i++) {
      latents.add(Latent.of(means[i], logVariances[i]));
    }
    return latents;
  }

  private void check(int i, Pixels image) {
    Shape wanted = metadata.getExampleShape();
    if (image.getChannels() != wanted.dim(0)) {
      throw new FigmentException(
          session.getName()
              + ": image "
              + i
              + " has "
              + channels(image.getChannels())
              + ", the network takes "
              + channels(wanted.dim(0)),
          "decode the image with " + channels(wanted.dim(0)));
    }
    if (!image.getShape().equals(wanted)) {
      throw new FigmentException(
          session.getName()
              + ": image "
              + i
              + " is "
              + size(image.getShape())
              + " pixels, the network takes "
              + size(wanted),
          "resize it to " + size(wanted) + " (width x height) before");
    }
  }

  private static String channels(int count) {
    return count == 1 ? "1 channel (grey)" : count + " channels (red, green, blue)";
  }

  private static String size(Shape shape) {
    return shape.dim(2) + " x " + shape.dim(1);
  }
}
