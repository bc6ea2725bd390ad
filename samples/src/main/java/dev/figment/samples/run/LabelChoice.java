package dev.figment.samples.run;

import dev.figment.FigmentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The label that was asked for, among those that a model knows. */
public final class LabelChoice {
  private LabelChoice() {}

  /**
   * The label of a name, or of a number from 0.
   *
   * @param names of the model's classes; empty if it takes no labels
   * @param text what was asked for; null if nothing was
   * @return null if nothing was asked for
   * @throws FigmentException if the model does not know it
   */
  public static @Nullable Integer of(List<String> names, @Nullable String text) {
    if (text == null) {
      return null;
    }
    if (names.isEmpty()) {
      throw new FigmentException(
          "the model takes no labels, so it cannot be asked for " + text,
          "leave out --label, or train with --conditional");
    }
    if (names.contains(text)) {
      return names.indexOf(text);
    }
    if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) < names.size()) {
      return Integer.valueOf(text);
    }
    throw new FigmentException("the model has no label " + text, "it knows " + known(names));
  }

  /**
   * As above, for what cannot be done without a label by a model that takes them.
   *
   * @return null if the model takes none
   * @throws FigmentException if the model does not know it, or takes labels and none was asked for
   */
  public static @Nullable Integer required(List<String> names, @Nullable String text) {
    if (text == null && !names.isEmpty()) {
      throw new FigmentException(
          "the model takes labels, so one must be given", "add --label: it knows " + known(names));
    }
    return of(names, text);
  }

  private static String known(List<String> names) {
    int shown = Math.min(names.size(), 20);
    String text = String.join(", ", names.subList(0, shown));
    return shown < names.size() ? text + " and " + (names.size() - shown) + " more" : text;
  }

  /** As many of one label as there are examples. */
  public static int[] repeated(int label, int count) {
    int[] labels = new int[count];
    java.util.Arrays.fill(labels, label);
    return labels;
  }
}
