package dev.figment.onnx;

import dev.figment.FigmentException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A look at an ONNX file from outside: whether it is one, whether it is whole, and the properties
 * that it carries. Weights are stepped over, so a look takes no time, whatever the size.
 */
public final class OnnxFile {
  private static final int GRAPH = 7;
  private static final int PROPERTY = 14;
  private static final int MOST_FIELDS = 10_000;
  private static final int LONGEST_PROPERTY = 1 << 24;

  private OnnxFile() {}

  /**
   * The properties of a file, those of {@code figment.*} and others, in the file's order.
   *
   * @throws FigmentException if the file is missing, empty, no ONNX model, or cut off
   */
  public static Map<String, String> properties(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FigmentException(file + ": there is no such file");
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() == 0) {
        throw new FigmentException(file + ": the file is empty", "export or copy it again");
      }
      // All writers begin with the version of the format, field 1 as a varint.
      if (in.read() != 8) {
        throw notOnnx(file);
      }
      in.seek(0);
      return read(file, in);
    } catch (EOFException cut) {
      throw new FigmentException(cut, file + ": the file is cut off", "export or copy it again");
    } catch (IOException error) {
      throw new FigmentException(error, file + ": cannot be read", "the system says: " + error);
    }
  }

  private static Map<String, String> read(Path file, RandomAccessFile in) throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    long length = in.length();
    boolean graph = false;
    for (int fields = 0; in.getFilePointer() < length; fields++) {
      long tag = varint(in);
      int field = (int) (tag >>> 3);
      if (fields > MOST_FIELDS || !isModelField(tag)) {
        throw notOnnx(file);
      }
      if ((tag & 7) == 0) {
        varint(in);
        continue;
      }
      long size = varint(in);
      if (size < 0 || size > length - in.getFilePointer()) {
        throw new EOFException();
      }
      graph |= field == GRAPH;
      if (field == PROPERTY && size <= LONGEST_PROPERTY) {
        byte[] entry = new byte[(int) size];
        in.readFully(entry);
        property(file, entry, properties);
      } else {
        in.seek(in.getFilePointer() + size);
      }
    }
    if (!graph) {
      throw new EOFException();
    }
    return Collections.unmodifiableMap(properties);
  }

  /** Whether ModelProto has a field of this number and wire type. */
  private static boolean isModelField(long tag) {
    long field = tag >>> 3;
    boolean number = field == 1 || field == 5;
    boolean delimited =
        field == 2
            || field == 3
            || field == 4
            || field == 6
            || field == GRAPH
            || field == 8
            || field == PROPERTY
            || field == 20
            || field == 25
            || field == 26;
    return (number && (tag & 7) == 0) || (delimited && (tag & 7) == 2);
  }

  /** A StringStringEntryProto: two texts, fields 1 and 2. */
  private static void property(Path file, byte[] entry, Map<String, String> properties) {
    String[] texts = {"", ""};
    int at = 0;
    while (at < entry.length) {
      int tag = entry[at++];
      long size = 0;
      int shift = 0;
      while (at < entry.length && shift < 35) {
        byte next = entry[at++];
        size |= (next & 0x7fL) << shift;
        shift += 7;
        if (next >= 0) {
          break;
        }
      }
      if ((tag != 10 && tag != 18) || size > entry.length - at) {
        throw notOnnx(file);
      }
      texts[tag == 10 ? 0 : 1] = new String(entry, at, (int) size, StandardCharsets.UTF_8);
      at += (int) size;
    }
    properties.put(texts[0], texts[1]);
  }

  private static long varint(RandomAccessFile in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    return -1;
  }

  private static FigmentException notOnnx(Path file) {
    return new FigmentException(
        file + ": this is not an ONNX model", "models are files such as decoder.onnx");
  }
}
