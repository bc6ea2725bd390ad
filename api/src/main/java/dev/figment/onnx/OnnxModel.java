package dev.figment.onnx;

import dev.figment.AtomicFile;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.function.Function;

/**
 * A program with the values of its variables, ready to be written as an ONNX file (opset 17, IR 8),
 * which every ONNX Runtime since 1.12 reads.
 *
 * <p>Inputs and outputs have the program's names; a free batch becomes the symbolic dimension
 * {@code N}. Variables become initializers under their names. What depends on variables and
 * constants alone is computed when the model is written, in double precision, and becomes an
 * initializer too; numbers that scale and shift the result of a convolution or a product, as batch
 * norm does in inference, go into its weight. Integers, {@code I32} in a program, are {@code int64}
 * throughout the file. Nodes are named by their {@linkplain dev.figment.Tensor#place() place}.
 */
public final class OnnxModel {
  /** A file of protobuf cannot pass 2 GiB; this leaves room for the graph. */
  private static final long MOST_INLINE = 1_900_000_000L;

  private final OnnxBuilder parts;
  private final Function<Variable, NdArray> weights;
  private final Map<String, String> metadata;

  private OnnxModel(
      OnnxBuilder parts, Function<Variable, NdArray> weights, Map<String, String> metadata) {
    this.parts = parts;
    this.weights = weights;
    this.metadata = metadata;
  }

  /**
   * A model of a program that updates nothing.
   *
   * @param weights gives each variable's value, for example {@code backend::read}; it is asked
   *     whenever the model is written, for one initializer after another, and the values of one are
   *     held at a time
   * @throws FigmentException naming the node that has no ONNX form: its place, its op and the
   *     reason
   */
  public static OnnxModel of(Program program, Function<Variable, NdArray> weights) {
    return new OnnxModel(new OnnxBuilder(program), weights, Collections.emptyMap());
  }

  /** This model with metadata that says what it is. */
  public OnnxModel metadata(OnnxMetadata about) {
    return new OnnxModel(parts, weights, about.toMap());
  }

  /**
   * Writes the model to a file, at once: whoever reads the file while it is written, or after a
   * crash, finds the old content or the new. Missing folders are made.
   *
   * <p>Weights of more than 1.9 GB go to a second file, named like this one with {@code .data}
   * behind; the two belong together.
   *
   * @throws FigmentException if the file cannot be written
   */
  public void write(Path file) {
    write(file, MOST_INLINE);
  }

  /** As above, with another limit for weights inside the model, in bytes. */
  void write(Path file, long mostInline) {
    OnnxWriter writer = new OnnxWriter(parts, weights, metadata);
    if (writer.weightBytes() <= mostInline) {
      AtomicFile.write(file, writer::write);
    } else {
      String data = file.getFileName() + ".data";
      AtomicFile.write(file.resolveSibling(data), writer::writeExternal);
      AtomicFile.write(file, out -> writer.write(out, data));
    }
  }

  /**
   * Writes the model to a stream, which stays open.
   *
   * @throws FigmentException if weights of more than 1.9 GB need a file of their own
   * @throws IOException if the stream fails
   */
  public void writeTo(OutputStream out) throws IOException {
    OnnxWriter writer = new OnnxWriter(parts, weights, metadata);
    if (writer.weightBytes() > MOST_INLINE) {
      throw new FigmentException(
          "a model with " + writer.weightBytes() + " bytes of weights does not fit one stream",
          "write it to a file, with write(Path)");
    }
    writer.write(out);
  }
}
