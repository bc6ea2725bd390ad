package dev.figment.onnx;

import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.graph.Variable;
import dev.figment.op.OnnxTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes a model in the wire format of {@code onnx.proto} (opset 17, IR 8). The same parts give the
 * same bytes.
 *
 * <p>Weights go straight from their arrays to the stream, one at a time; only the rest of the model
 * is built in memory.
 */
final class OnnxWriter {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  /** In an external file weights begin at multiples of this, so that they can be mapped. */
  private static final int PAGE = 65536;

  /** Weights smaller than this stay in the model, with external data too. */
  private static final int SMALL = 1024;

  private final OnnxBuilder parts;
  private final Map<String, String> metadata;
  private final List<OnnxTensor> tensors = new ArrayList<>();

  OnnxWriter(OnnxBuilder parts, Function<Variable, NdArray> weights, Map<String, String> metadata) {
    this.parts = parts;
    this.metadata = metadata;
    parts
        .initializers()
        .forEach(
            (node, name) ->
                tensors.add(
                    new OnnxTensor(
                        name, node.getType(), () -> parts.fixed().value(node, weights))));
    parts
        .constants()
        .forEach((array, name) -> tensors.add(new OnnxTensor(name, array.getType(), () -> array)));
  }

  /** The size of all weights and constants, in bytes. */
  long weightBytes() {
    long total = 0;
    for (OnnxTensor tensor : tensors) {
      total += tensor.bytes();
    }
    return total;
  }

  /** Writes a model that holds its weights. */
  void write(OutputStream out) throws IOException {
    write(out, "");
  }

  /** Writes a model whose larger weights are in a file beside it, see {@link #writeExternal}. */
  void write(OutputStream out, String externalFile) throws IOException {
    ProtoBuffer before = new ProtoBuffer();
    for (OnnxNode node : parts.nodes()) {
      before.message(1, node.proto(parts.renamed()));
    }
    before.text(2, parts.program().getName());
    ProtoBuffer after = new ProtoBuffer();
    parts
        .program()
        .getInputs()
        .forEach((name, node) -> after.message(11, value(name, node.getType())));
    parts
        .program()
        .getOutputs()
        .forEach((name, node) -> after.message(12, value(name, node.getType())));
    parts.types().forEach((name, type) -> after.message(13, value(name, type)));

    List<ProtoBuffer> heads = new ArrayList<>();
    long graphSize = (long) before.size() + after.size();
    long offset = 0;
    for (OnnxTensor tensor : tensors) {
      boolean external = isExternal(tensor, externalFile);
      ProtoBuffer body = external ? tensor.external(externalFile, offset) : tensor.inline();
      offset = external ? nextPage(offset + tensor.bytes()) : offset;
      long length = body.size() + (external ? 0 : tensor.bytes());
      ProtoBuffer head = new ProtoBuffer().header(5, length).append(body);
      heads.add(head);
      graphSize += head.size() + (external ? 0 : tensor.bytes());
    }

    ProtoBuffer model = new ProtoBuffer().number(1, IR_VERSION).text(2, "figment");
    model.text(3, FigmentVersion.CURRENT).header(7, graphSize).writeTo(out);
    before.writeTo(out);
    for (int i = 0; i < tensors.size(); i++) {
      heads.get(i).writeTo(out);
      if (!isExternal(tensors.get(i), externalFile)) {
        tensors.get(i).writeElements(out);
      }
    }
    after.writeTo(out);
    end().writeTo(out);
  }

  /** Writes the larger weights, each from the next page on, in the order of the model. */
  void writeExternal(OutputStream out) throws IOException {
    byte[] zeros = new byte[PAGE];
    for (OnnxTensor tensor : tensors) {
      if (tensor.bytes() >= SMALL) {
        tensor.writeElements(out);
        out.write(zeros, 0, (int) (nextPage(tensor.bytes()) - tensor.bytes()));
      }
    }
  }

  private static boolean isExternal(OnnxTensor tensor, String externalFile) {
    return !externalFile.isEmpty() && tensor.bytes() >= SMALL;
  }

  private static long nextPage(long offset) {
    return (offset + PAGE - 1) / PAGE * PAGE;
  }

  /** What follows the graph: the operator set and the metadata. */
  private ProtoBuffer end() {
    ProtoBuffer end = new ProtoBuffer();
    end.message(8, new ProtoBuffer().text(1, "").number(2, OPSET));
    metadata.forEach((key, text) -> end.message(14, new ProtoBuffer().text(1, key).text(2, text)));
    return end;
  }

  /** A ValueInfoProto: a name with its type, in which the free batch is called N. */
  private static ProtoBuffer value(String name, TensorType type) {
    ProtoBuffer shape = new ProtoBuffer();
    for (int dim : type.getShape().toArray()) {
      ProtoBuffer size = new ProtoBuffer();
      shape.message(1, dim == Shape.N ? size.text(2, "N") : size.number(1, dim));
    }
    ProtoBuffer tensor =
        new ProtoBuffer().number(1, OnnxTypes.of(type.getDtype())).message(2, shape);
    return new ProtoBuffer().text(1, name).message(2, new ProtoBuffer().message(1, tensor));
  }
}
