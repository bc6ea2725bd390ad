package dev.figment.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A protobuf message that grows field by field, in the wire format.
 *
 * <p>Only what ONNX needs: varints, 32-bit floats and length-delimited fields.
 */
final class ProtoBuffer {
  private static final int VARINT = 0;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** An integer or enum field. */
  ProtoBuffer number(int field, long value) {
    varint(((long) field << 3) | VARINT);
    varint(value);
    return this;
  }

  /** A 32-bit float field. */
  ProtoBuffer real(int field, float value) {
    varint(((long) field << 3) | FIXED32);
    int bits = Float.floatToIntBits(value);
    for (int shift = 0; shift < 32; shift += 8) {
      bytes.write(bits >>> shift);
    }
    return this;
  }

  /** A string field, in UTF-8. */
  ProtoBuffer text(int field, String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    header(field, encoded.length);
    bytes.write(encoded, 0, encoded.length);
    return this;
  }

  /** A nested message. */
  ProtoBuffer message(int field, ProtoBuffer value) {
    return header(field, value.size()).append(value);
  }

  /** The fields of another message, as if they were this one's. */
  ProtoBuffer append(ProtoBuffer value) {
    try {
      value.bytes.writeTo(bytes);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return this;
  }

  /** The tag and length of a delimited field whose content follows elsewhere. */
  ProtoBuffer header(int field, long length) {
    varint(((long) field << 3) | DELIMITED);
    varint(length);
    return this;
  }

  /** The number of bytes so far. */
  int size() {
    return bytes.size();
  }

  void writeTo(OutputStream out) throws IOException {
    bytes.writeTo(out);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
