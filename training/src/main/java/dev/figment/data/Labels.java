package dev.figment.data;

import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.List;

/** One label for each example, and what the labels mean; or none at all. */
final class Labels {
  static final Labels NONE = new Labels(new int[0], List.of());

  private final int[] labels;
  private final List<String> names;

  private Labels(int[] labels, List<String> names) {
    this.labels = labels;
    this.names = names;
  }

  static Labels of(int size, int[] labels, List<String> names) {
    if (labels.length != size) {
      throw new FigmentException(
          "there are " + labels.length + " labels for " + size + " examples",
          "each example needs one");
    }
    for (int i = 0; i < size; i++) {
      if (labels[i] < 0 || labels[i] >= names.size()) {
        throw new FigmentException(
            "example "
                + i
                + " has the label "
                + labels[i]
                + ", but there are "
                + names.size()
                + " names",
            "labels count from 0 to below the number of names");
      }
    }
    return new Labels(labels.clone(), List.copyOf(names));
  }

  /** Labels that are named by their numbers. */
  static Labels numbered(int[] labels) {
    int most = 0;
    for (int label : labels) {
      most = Math.max(most, label);
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= most; i++) {
      names.add(Integer.toString(i));
    }
    return of(labels.length, labels, names);
  }

  List<String> names() {
    return names;
  }

  int get(int index) {
    if (names.isEmpty()) {
      throw new FigmentException(
          "the data set has no labels", "add them with withLabels(labels, names)");
    }
    return labels[index];
  }

  int size() {
    return labels.length;
  }
}
