package dev.figment.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
  @TempDir Path folder;

  private SafeTensors example() {
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    tensors.put("w/ä \"1\"", NdArray.of(new float[] {1, -2.5f, Float.MIN_VALUE}, 3, 1));
    tensors.put("d", NdArray.of(new double[] {Math.PI}, 1));
    tensors.put("i", NdArray.of(new int[] {-1, Integer.MAX_VALUE}, 2));
    tensors.put("big", NdArray.of(new float[400_000], 400, 1000));
    return SafeTensors.of(tensors, Map.of("step", "7"));
  }

  @Test
  void reads_what_it_wrote() {
    Path file = folder.resolve("a.safetensors");
    example().write(file);
    SafeTensors read = SafeTensors.read(file);
    assertThat(read.getTensors()).isEqualTo(example().getTensors());
    assertThat(read.getMetadata()).containsExactly(Map.entry("step", "7"));
  }

  @Test
  void the_header_is_json_padded_to_eight_bytes() throws Exception {
    Path file = folder.resolve("a.safetensors");
    example().write(file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    assertThat(length % 8).isZero();
    String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
    assertThat(header)
        .startsWith("{\"__metadata__\":{\"step\":\"7\"}")
        .contains("\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[12,20]}");
    assertThat(bytes.getFloat(8 + length + 4)).isEqualTo(-2.5f);
  }

  @Test
  void leaves_no_temporary_file() throws Exception {
    example().write(folder.resolve("a.safetensors"));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("a.safetensors"));
    }
  }

  @Test
  void names_a_file_that_is_cut_short() throws Exception {
    Path file = folder.resolve("a.safetensors");
    example().write(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 100));
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            file
                + ": not a whole checkpoint: it is cut short: "
                + (bytes.length - 100)
                + " of "
                + bytes.length
                + " bytes are there\n    take another checkpoint, or train again");
  }

  @Test
  void every_truncation_and_every_flipped_header_byte_is_an_error_or_reads_as_data()
      throws Exception {
    Path file = folder.resolve("a.safetensors");
    SafeTensors.of(Map.of("w", NdArray.of(new float[4], 4)), Map.of("k", "v")).write(file);
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(FigmentException.class);
    }
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x15;
      Files.write(file, bad);
      try {
        SafeTensors.read(file);
      } catch (FigmentException error) {
        assertThat(error).hasMessageStartingWith(file.toString());
      }
    }
  }

  @Test
  void names_a_text_file_and_a_missing_file() throws Exception {
    Path text = folder.resolve("text");
    Files.writeString(text, "this is not a checkpoint at all");
    assertThatThrownBy(() -> SafeTensors.read(text))
        .hasMessage(
            text
                + ": not a whole checkpoint: its first eight bytes are not the length of a header\n"
                + "    take another checkpoint, or train again");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> SafeTensors.read(missing))
        .hasMessage(missing + ": there is no such file");
  }

  @Test
  void a_folder_that_cannot_be_written_is_named() throws Exception {
    Path blocked = folder.resolve("file");
    Files.writeString(blocked, "");
    assertThatThrownBy(() -> example().write(blocked.resolve("a.safetensors")))
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith("cannot write " + blocked.resolve("a.safetensors"))
        .hasMessageEndingWith("what stood there before is untouched");
  }
}
