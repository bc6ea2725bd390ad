package dev.figment.metric;

import dev.figment.FigmentException;
import dev.figment.Shape;

/** What measures ask of their input. */
final class Check {
  private Check() {}

  static void atLeast(String place, Features features, int least) {
    if (features.getSize() < least) {
      throw new FigmentException(
              "there are " + features + ", at least " + least + " examples are needed",
              "generate more examples")
          .at(place);
    }
  }

  static void image(String place, Shape shape, int side) {
    if (shape.getRank() != 3 || Math.min(shape.dim(1), shape.dim(2)) < side) {
      throw new FigmentException(
              "the examples are " + shape + ", not images with sides of at least " + side,
              "give images [C, H, W]")
          .at(place);
    }
  }

  static void comparable(String place, Features real, Features generated) {
    if (real.getDimension() != generated.getDimension()) {
      throw new FigmentException(
              "the real features have "
                  + real.getDimension()
                  + " dimensions, the generated ones "
                  + generated.getDimension(),
              "take both from the same extractor")
          .at(place);
    }
  }

  /** Rows of probabilities: none negative, each with a sum of 1 to within a thousandth. */
  static void probabilities(String place, Features rows) {
    for (int i = 0; i < rows.getSize(); i++) {
      double sum = 0;
      for (int j = 0; j < rows.getDimension(); j++) {
        if (rows.get(i, j) < 0) {
          throw new FigmentException(
                  "example " + i + " has the probability " + rows.get(i, j),
                  "give probabilities, not logits: apply softmax first")
              .at(place);
        }
        sum += rows.get(i, j);
      }
      if (Math.abs(sum - 1) > 1e-3) {
        throw new FigmentException(
                "the probabilities of example " + i + " add up to " + sum,
                "give probabilities, not logits: apply softmax first")
            .at(place);
      }
    }
  }
}
