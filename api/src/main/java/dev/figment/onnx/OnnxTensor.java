package dev.figment.onnx;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.TensorType;
import dev.figment.op.OnnxTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/** An initializer: a named array whose elements are asked for when they are written. */
final class OnnxTensor {
  private static final int CHUNK = 1 << 16;

  private final String name;
  private final TensorType type;
  private final Supplier<NdArray> array;

  OnnxTensor(String name, TensorType type, Supplier<NdArray> array) {
    this.name = name;
    this.type = type;
    this.array = array;
  }

  /**
   * Checks the value of a variable.
   *
   * @throws FigmentException if it has another type than the variable
   */
  static void check(String name, TensorType type, NdArray values) {
    if (!values.getType().equals(type)) {
      throw new FigmentException(
          "weight " + name + " should be " + type + ", but the values are " + values.getType());
    }
  }

  /** The size of the elements in the file, where integers take 8 bytes. */
  long bytes() {
    return (long) type.getShape().getSize() * (type.getDtype() == DType.F32 ? 4 : 8);
  }

  /** The TensorProto as far as the header of its raw data, whose bytes must follow. */
  ProtoBuffer inline() {
    return description().header(9, bytes());
  }

  /** The TensorProto of elements that lie in another file. */
  ProtoBuffer external(String file, long offset) {
    ProtoBuffer proto = description();
    String[] entries = {
      "location", file, "offset", Long.toString(offset), "length", Long.toString(bytes())
    };
    for (int i = 0; i < entries.length; i += 2) {
      proto.message(13, new ProtoBuffer().text(1, entries[i]).text(2, entries[i + 1]));
    }
    return proto.number(14, 1);
  }

  private ProtoBuffer description() {
    ProtoBuffer proto = new ProtoBuffer();
    for (int dim : type.getShape().toArray()) {
      proto.number(1, dim);
    }
    return proto.number(2, OnnxTypes.of(type.getDtype())).text(8, name);
  }

  /** Writes the elements, little-endian. */
  void writeElements(OutputStream out) throws IOException {
    NdArray values = array.get();
    byte[] bytes = new byte[CHUNK];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean floats = type.getDtype() == DType.F32;
    for (int i = 0; i < values.getSize(); i++) {
      if (chunk.remaining() < 8) {
        out.write(bytes, 0, chunk.position());
        ((Buffer) chunk).clear();
      }
      if (floats) {
        chunk.putFloat(values.floats()[i]);
      } else {
        chunk.putLong((long) values.get(i));
      }
    }
    out.write(bytes, 0, chunk.position());
  }
}
