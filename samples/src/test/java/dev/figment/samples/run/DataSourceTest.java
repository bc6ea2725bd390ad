package dev.figment.samples.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Pixels;
import dev.figment.data.Glyphs;
import dev.figment.image.ImageCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  private DataSource open(Path path, boolean skipUnreadable) {
    DataSettings settings = new DataSettings(path.toString(), null, "8x9", true, skipUnreadable);
    return DataSource.open(settings, 1, log::add);
  }

  private static void writeImages(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    ImageCodec codec = ImageCodec.find();
    List<Pixels> images = Pictures.of(Glyphs.digits(count, 3), count);
    for (int i = 0; i < count; i++) {
      Files.write(folder.resolve(i + ".png"), codec.encodePng(images.get(i)));
    }
  }

  @Test
  void a_tenth_of_a_folder_is_held_out() throws IOException {
    writeImages(folder, 20);
    DataSource data = open(folder, false);
    assertThat(data.isHeldOut()).isTrue();
    assertThat(data.train().getSize()).isEqualTo(18);
    assertThat(data.test().getSize()).isEqualTo(2);
    assertThat(data.all().getSize()).isEqualTo(20);
    assertThat(data.describe())
        .isEqualTo(
            "18 images of 1 x 8 x 9 to train, 2 held out to test (a tenth, since the data has no"
                + " test part)");
  }

  @Test
  void train_and_test_folders_are_taken_as_they_are() throws IOException {
    writeImages(folder.resolve("train/digit"), 5);
    writeImages(folder.resolve("test/digit"), 3);
    DataSource data = open(folder, false);
    assertThat(data.isHeldOut()).isFalse();
    assertThat(data.describe()).isEqualTo("5 images of 1 x 8 x 9 to train, 3 to test");
  }

  @Test
  void an_idx_file_is_split_too() throws IOException {
    byte[] file =
        ByteBuffer.allocate(16 + 30 * 4).putInt(0x803).putInt(30).putInt(2).putInt(2).array();
    DataSource data = open(Files.write(folder.resolve("some-idx3-ubyte"), file), false);
    assertThat(data.train().getSize()).isEqualTo(27);
    assertThat(data.isHeldOut()).isTrue();
  }

  @Test
  void damaged_images_are_left_out_and_listed_where_that_is_asked_for() throws IOException {
    writeImages(folder, 10);
    Files.write(folder.resolve("5.png"), new byte[0]);
    assertThat(open(folder, true).all().getSize()).isEqualTo(9);
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).startsWith("left out ").contains("5.png");
  }

  @Test
  void labels_beside_an_idx_file_and_names_of_folders_are_kept() throws IOException {
    byte[] images =
        ByteBuffer.allocate(16 + 30 * 4).putInt(0x803).putInt(30).putInt(2).putInt(2).array();
    Path file = Files.write(folder.resolve("some-images-idx3-ubyte"), images);
    assertThat(open(file, false).train().hasLabels()).isFalse();
    byte[] labels = ByteBuffer.allocate(8 + 30).putInt(0x801).putInt(30).put(20, (byte) 2).array();
    Files.write(folder.resolve("some-labels-idx1-ubyte"), labels);
    DataSource idx = open(file, false);
    assertThat(idx.train().getLabelNames()).containsExactly("0", "1", "2");
    int twos = 0;
    for (int i = 0; i < 30; i++) {
      twos += idx.all().label(i) == 2 ? 1 : 0;
    }
    assertThat(twos).isEqualTo(1);

    Path animals = folder.resolve("animals");
    writeImages(animals.resolve("cat"), 5);
    writeImages(animals.resolve("owl"), 5);
    assertThat(open(animals, false).test().getLabelNames()).containsExactly("cat", "owl");
  }
}
