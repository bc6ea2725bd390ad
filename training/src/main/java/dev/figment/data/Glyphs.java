package dev.figment.data;

import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.List;

/**
 * Handwriting made by a program: labelled digits or letters in any number, 28 x 28, white on black,
 * much like MNIST, without a download.
 *
 * <p>An image depends on seed and index alone, so a data set of 1,000 begins like one of 10,000.
 * Labels take turns: with digits, the label is the index modulo 10. Use different seeds to train
 * and to test.
 */
public final class Glyphs {
  private Glyphs() {}

  /**
   * The digits 0 to 9.
   *
   * @param count how many images, at least 1
   */
  public static Dataset digits(int count, long seed) {
    return of(GlyphShapes.DIGIT_SHAPES, '0', count, seed);
  }

  /**
   * The capital letters A to Z.
   *
   * @param count how many images, at least 1
   */
  public static Dataset letters(int count, long seed) {
    return of(GlyphShapes.LETTER_SHAPES, 'A', count, seed);
  }

  private static Dataset of(GlyphShape[][] shapes, char first, int count, long seed) {
    if (count < 1) {
      throw new FigmentException(
          "a data set cannot have " + count + " examples", "ask for at least 1");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < shapes.length; i++) {
      names.add(String.valueOf((char) (first + i)));
    }
    return new GlyphDataset(shapes, List.copyOf(names), count, seed);
  }
}
