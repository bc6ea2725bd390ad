package dev.figment.infer;

import dev.figment.FigmentException;
import java.util.Arrays;
import java.util.List;

/** The labels that a conditional network takes, one for each example; others take none. */
final class ClassLabels {
  private static final int[] NONE = {};

  private final String model;
  private final List<String> names;

  /** Labels of a model, by the name that errors call it, with the names of their classes. */
  ClassLabels(String model, List<String> names) {
    this.model = model;
    this.names = names;
  }

  /** The names by label; empty if the network takes no labels. */
  List<String> names() {
    return names;
  }

  /**
   * Labels for a call that was given none, which is right for a network that takes none.
   *
   * @throws FigmentException if the network takes labels
   */
  int[] none() {
    if (!names.isEmpty()) {
      throw new FigmentException(
          model + " takes a label with each image", "give them too; they are " + range());
    }
    return NONE;
  }

  /** Labels from the first to the last and again, or none for a network that takes none. */
  int[] inTurn(int count) {
    if (names.isEmpty()) {
      return NONE;
    }
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % names.size());
    return labels;
  }

  /**
   * These labels, if they are as many as the examples and the network knows them.
   *
   * @param examples what the labels belong to, for example {@code images}
   * @throws FigmentException if not, or if the network takes no labels
   */
  int[] checked(int[] labels, int count, String examples) {
    if (names.isEmpty()) {
      throw new FigmentException(
          model + " takes no labels", "it was trained without them; leave them out");
    }
    if (labels.length != count) {
      throw new FigmentException(
          model + ": the numbers of " + examples + " and of labels differ",
          "they are " + count + " and " + labels.length + "; give one label for each");
    }
    for (int i = 0; i < count; i++) {
      if (labels[i] < 0 || labels[i] >= names.size()) {
        throw new FigmentException(
            model + ": label number " + i + " is " + labels[i],
            "the network takes labels from " + range());
      }
    }
    return labels;
  }

  /** For example {@code 0 (cat) to 2 (owl)}. */
  private String range() {
    int last = names.size() - 1;
    return "0 (" + names.get(0) + ") to " + last + " (" + names.get(last) + ")";
  }
}
