package dev.figment.samples.run;

import dev.figment.Shape;
import dev.figment.report.Numbers;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Numbers and terms as the command line shows them. */
public final class Texts {
  private Texts() {}

  /** With commas between thousands. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** For example {@code 1 x 28 x 28}. */
  public static String size(Shape shape) {
    StringJoiner text = new StringJoiner(" x ");
    for (int dim : shape.toArray()) {
      text.add(Integer.toString(dim));
    }
    return text.toString();
  }

  /** For example {@code loss 107.2 reconstruction 82.1 kl 25.1}. */
  public static String terms(Map<String, Double> terms) {
    StringJoiner text = new StringJoiner("  ");
    terms.forEach((name, value) -> text.add(name + " " + Numbers.show(value)));
    return text.toString();
  }
}
