package dev.figment.infer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.onnx.OnnxMetadata;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Opening files of a kind, and checking that they are what they say. */
final class ImageModel {
  private ImageModel() {}

  /**
   * The metadata of a file of one of some kinds that works on images.
   *
   * @throws FigmentException if it is another file, with the kind that it is of
   */
  static OnnxMetadata metadata(Path file, String... kinds) {
    OnnxMetadata metadata = OnnxMetadata.read(file);
    if (!Arrays.asList(kinds).contains(metadata.getKind())) {
      throw new FigmentException(
          file
              + ": this is a network of the kind "
              + metadata.getKind()
              + ", not "
              + String.join(" or ", kinds),
          "open generators with Generator.load(file), autoencoders with Autoencoder.load(folder)");
    }
    Shape shape = metadata.getExampleShape();
    if (shape.getRank() != 3 || (shape.dim(0) != 1 && shape.dim(0) != 3)) {
      throw new FigmentException(
          file + ": examples of shape " + shape + " are no images",
          "images have 1 or 3 channels, height and width; run other networks with OnnxRunner");
    }
    try {
      metadata.getLatentSize();
      metadata.getPixelRange();
    } catch (FigmentException missing) {
      throw missing.at(file.toString());
    }
    return metadata;
  }

  /**
   * A runner for a session with one input, after checking names, types and shapes.
   *
   * @throws FigmentException if the network contradicts its metadata
   */
  static BatchRunner runner(
      SharedSession session,
      String input,
      Shape inputShape,
      List<String> outputs,
      Shape outputShape,
      InferenceOptions options) {
    check(session, "input " + input, session.inputInfo(input), inputShape);
    for (String output : outputs) {
      check(session, "output " + output, session.outputInfo(output), outputShape);
    }
    if (session.inputCount() != 1) {
      throw new FigmentException(
          session.getName() + " takes " + session.inputCount() + " inputs, not only " + input,
          "run it with OnnxRunner");
    }
    Shape[] shapes = new Shape[outputs.size()];
    Arrays.fill(shapes, outputShape);
    return new BatchRunner(
        session, input, inputShape, outputs, Arrays.asList(shapes), options.getBatchSize());
  }

  private static void check(SharedSession session, String what, TensorInfo info, Shape example) {
    long[] wanted = new long[example.getRank() + 1];
    wanted[0] = Shape.N;
    for (int i = 1; i < wanted.length; i++) {
      wanted[i] = example.dim(i - 1);
    }
    if (info.type != OnnxJavaType.FLOAT || !Arrays.equals(info.getShape(), wanted)) {
      throw new FigmentException(
          session.getName()
              + ": "
              + what
              + " is "
              + info.type
              + " "
              + OrtArrays.text(info.getShape())
              + ", its metadata says FLOAT "
              + OrtArrays.text(wanted),
          "export the model again");
    }
  }
}
