package dev.figment.infer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.onnx.OnnxContract;
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
   * A runner for a session, after checking names, types and shapes.
   *
   * @param labelled whether it takes a label beside its input
   * @throws FigmentException if the network contradicts its metadata
   */
  static BatchRunner runner(
      SharedSession session,
      String input,
      Shape inputShape,
      boolean labelled,
      List<String> outputs,
      Shape outputShape,
      InferenceOptions options) {
    check(session, "input " + input, session.inputInfo(input), OnnxJavaType.FLOAT, inputShape);
    if (labelled) {
      TensorInfo label = session.inputInfo(OnnxContract.LABEL);
      check(session, "input " + OnnxContract.LABEL, label, OnnxJavaType.INT64, Shape.SCALAR);
    }
    for (String output : outputs) {
      TensorInfo info = session.outputInfo(output);
      check(session, "output " + output, info, OnnxJavaType.FLOAT, outputShape);
    }
    if (session.inputCount() != (labelled ? 2 : 1)) {
      throw new FigmentException(
          session.getName()
              + " takes "
              + session.inputCount()
              + " inputs, not only "
              + (labelled ? input + " and " + OnnxContract.LABEL : input),
          "run it with OnnxRunner");
    }
    Shape[] shapes = new Shape[outputs.size()];
    Arrays.fill(shapes, outputShape);
    return new BatchRunner(
        session,
        input,
        inputShape,
        labelled,
        outputs,
        Arrays.asList(shapes),
        options.getBatchSize());
  }

  private static void check(
      SharedSession session, String what, TensorInfo info, OnnxJavaType type, Shape example) {
    long[] wanted = new long[example.getRank() + 1];
    wanted[0] = Shape.N;
    for (int i = 1; i < wanted.length; i++) {
      wanted[i] = example.dim(i - 1);
    }
    if (info.type != type || !Arrays.equals(info.getShape(), wanted)) {
      throw new FigmentException(
          session.getName()
              + ": "
              + what
              + " is "
              + info.type
              + " "
              + OrtArrays.text(info.getShape())
              + ", its metadata says "
              + type
              + " "
              + OrtArrays.text(wanted),
          "export the model again");
    }
  }
}
