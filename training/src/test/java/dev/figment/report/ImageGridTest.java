package dev.figment.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.Pixels;
import dev.figment.image.ImageCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {
  private static Pixels image(int value) {
    byte[] samples = new byte[2 * 3];
    java.util.Arrays.fill(samples, (byte) value);
    return Pixels.of(1, 2, 3, samples);
  }

  @Test
  void puts_images_in_rows_with_gaps() {
    Pixels grid = ImageGrid.of(List.of(image(10), image(20), image(30))).padding(1).toPixels();
    assertThat(grid.getShape().toArray()).containsExactly(1, 2 * 3 + 1, 2 * 4 + 1);
    assertThat(grid.sample(0, 0, 0)).isEqualTo(96);
    assertThat(grid.sample(0, 1, 1)).isEqualTo(10);
    assertThat(grid.sample(0, 2, 3)).isEqualTo(10);
    assertThat(grid.sample(0, 1, 4)).isEqualTo(96);
    assertThat(grid.sample(0, 1, 5)).isEqualTo(20);
    assertThat(grid.sample(0, 4, 1)).isEqualTo(30);
    assertThat(grid.sample(0, 4, 5)).as("the place of no image").isEqualTo(96);
  }

  @Test
  void keeps_colours_apart() {
    Pixels grid =
        ImageGrid.of(List.of(Pixels.of(3, 1, 1, new byte[] {1, 2, 3}))).padding(0).toPixels();
    assertThat(grid.samples()).containsExactly(1, 2, 3);
  }

  @Test
  void makes_squares_of_pixels() {
    Pixels grid =
        ImageGrid.of(List.of(Pixels.of(1, 1, 2, new byte[] {1, 2}))).padding(0).scale(2).toPixels();
    assertThat(grid.samples()).containsExactly(1, 1, 2, 2, 1, 1, 2, 2);
  }

  @Test
  void writes_a_png_that_reads_as_the_same_picture(@TempDir Path folder) throws IOException {
    ImageGrid grid =
        ImageGrid.ofRows(List.of(List.of(image(1), image(2)), List.of(image(3), image(4))));
    Path file = folder.resolve("new").resolve("grid.png");
    grid.writePng(file);
    assertThat(ImageCodec.find().decode(Files.readAllBytes(file))).isEqualTo(grid.toPixels());
  }

  @Test
  void refuses_what_makes_no_grid() {
    assertThatThrownBy(() -> ImageGrid.of(Collections.emptyList()))
        .isInstanceOf(FigmentException.class)
        .hasMessage("a grid needs at least one image");
    assertThatThrownBy(() -> ImageGrid.of(List.of(image(1), Pixels.of(1, 1, 1, new byte[] {1}))))
        .hasMessageStartingWith("image 1 of the grid is [1, 1, 1], the first [1, 2, 3]");
    assertThatThrownBy(() -> ImageGrid.of(List.of(image(1))).columns(0))
        .hasMessageStartingWith("a grid cannot have columns of 0");
    assertThatThrownBy(() -> ImageGrid.ofRows(List.of(List.of(image(1)), List.of())))
        .hasMessageStartingWith("the rows of a grid have 0 and 1 images");
  }
}
