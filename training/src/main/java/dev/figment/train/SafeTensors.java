package dev.figment.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.figment.AtomicFile;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.TensorType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named arrays and texts in one file of the safetensors format: eight bytes of header length, a
 * JSON header, then the numbers, little-endian.
 */
public final class SafeTensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHUNK = 1 << 20;
  private static final long LARGEST_HEADER = 100_000_000;

  private final Map<String, NdArray> tensors;
  private final Map<String, String> metadata;

  private SafeTensors(Map<String, NdArray> tensors, Map<String, String> metadata) {
    this.tensors = tensors;
    this.metadata = metadata;
  }

  public static SafeTensors of(Map<String, NdArray> tensors, Map<String, String> metadata) {
    return new SafeTensors(new LinkedHashMap<>(tensors), new LinkedHashMap<>(metadata));
  }

  public Map<String, NdArray> getTensors() {
    return Collections.unmodifiableMap(tensors);
  }

  public Map<String, String> getMetadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /** Writes the file whole or not at all. */
  public void write(Path file) {
    AtomicFile.write(file, this::writeTo);
  }

  private void writeTo(OutputStream out) throws IOException {
    byte[] header = header();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(header.length);
    flush(buffer, out);
    out.write(header);
    for (NdArray array : tensors.values()) {
      for (int i = 0; i < array.getSize(); i++) {
        if (buffer.remaining() < Long.BYTES) {
          flush(buffer, out);
        }
        put(buffer, array, i);
      }
      flush(buffer, out);
    }
  }

  private static void flush(ByteBuffer buffer, OutputStream out) throws IOException {
    out.write(buffer.array(), buffer.arrayOffset(), buffer.position());
    buffer.clear();
  }

  private static void put(ByteBuffer buffer, NdArray array, int i) {
    switch (array.getDtype()) {
      case F32:
        buffer.putFloat(array.floats()[i]);
        break;
      case F64:
        buffer.putDouble(array.doubles()[i]);
        break;
      default:
        buffer.putInt(array.ints()[i]);
    }
  }

  private byte[] header() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode meta = root.putObject("__metadata__");
    metadata.forEach(meta::put);
    long offset = 0;
    for (Map.Entry<String, NdArray> entry : tensors.entrySet()) {
      NdArray array = entry.getValue();
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", array.getDtype().name());
      node.set("shape", JSON.valueToTree(array.getShape().toArray()));
      long end = offset + array.getType().getBytes();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = java.util.Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    java.util.Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  /**
   * Reads a file.
   *
   * @throws FigmentException if it is missing, cut short, or not of this format
   */
  public static SafeTensors read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer start = fill(channel, ByteBuffer.allocate((int) Math.min(8, size)), file);
      long length = size < 8 ? -1 : start.order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 2 || length > LARGEST_HEADER) {
        throw broken(file, "its first eight bytes are not the length of a header");
      }
      if (length > size - 8) {
        throw cut(file, size, length + 8);
      }
      ByteBuffer header = fill(channel, ByteBuffer.allocate((int) length), file);
      return parse(file, JSON.readTree(header.array()), channel, size - 8 - length);
    } catch (JsonProcessingException error) {
      throw broken(file, "its header is not JSON");
    } catch (NoSuchFileException error) {
      throw new FigmentException(error, file + ": there is no such file");
    } catch (IOException error) {
      throw new FigmentException(error, file + ": cannot be read: " + error.getMessage());
    }
  }

  private static SafeTensors parse(Path file, JsonNode header, FileChannel channel, long available)
      throws IOException {
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    header
        .path("__metadata__")
        .properties()
        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
    long needed = 0;
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      needed = Math.max(needed, entry.getValue().path("data_offsets").path(1).asLong(0));
    }
    long base = channel.position();
    if (needed > available) {
      throw cut(file, base + available, base + needed);
    }
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (entry.getKey().equals("__metadata__")) {
        continue;
      }
      TensorType type = type(file, entry.getKey(), entry.getValue());
      long from = entry.getValue().path("data_offsets").path(0).asLong(-1);
      long to = entry.getValue().path("data_offsets").path(1).asLong(-1);
      if (from < 0 || to - from != type.getBytes()) {
        throw broken(file, "the size of " + entry.getKey() + " does not fit its shape");
      }
      channel.position(base + from);
      tensors.put(entry.getKey(), values(channel, type, file));
    }
    return new SafeTensors(tensors, metadata);
  }

  private static TensorType type(Path file, String name, JsonNode node) {
    JsonNode shape = node.path("shape");
    int[] dims = new int[shape.size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.get(i).asInt(0);
    }
    try {
      return TensorType.of(DType.valueOf(node.path("dtype").asText()), Shape.of(dims));
    } catch (IllegalArgumentException error) {
      throw broken(file, name + " has the unknown type " + node.path("dtype").asText());
    }
  }

  private static NdArray values(FileChannel channel, TensorType type, Path file)
      throws IOException {
    NdArray array = NdArray.zeros(type);
    int width = type.getDtype().getBytes();
    int done = 0;
    while (done < array.getSize()) {
      int count = Math.min(CHUNK / width, array.getSize() - done);
      ByteBuffer bytes =
          fill(channel, ByteBuffer.allocate(count * width), file).order(ByteOrder.LITTLE_ENDIAN);
      switch (type.getDtype()) {
        case F32:
          bytes.asFloatBuffer().get(array.floats(), done, count);
          break;
        case F64:
          bytes.asDoubleBuffer().get(array.doubles(), done, count);
          break;
        default:
          bytes.asIntBuffer().get(array.ints(), done, count);
      }
      done += count;
    }
    return array;
  }

  private static ByteBuffer fill(FileChannel channel, ByteBuffer buffer, Path file)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw broken(file, "it ended while being read");
      }
    }
    return buffer.flip();
  }

  private static FigmentException cut(Path file, long has, long needs) {
    return broken(file, "it is cut short: " + has + " of " + needs + " bytes are there");
  }

  private static FigmentException broken(Path file, String fact) {
    return new FigmentException(
        file + ": not a whole checkpoint: " + fact, "take another checkpoint, or train again");
  }
}
