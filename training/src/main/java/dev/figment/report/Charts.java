package dev.figment.report;

import dev.figment.train.EpochReport;
import dev.figment.train.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The curves of a training. Numbers are named as in the columns of {@link History#toCsv}: {@code
 * train.} and a term, {@code test.} and a term of validation, {@code health.} and a number.
 */
public final class Charts {
  private static final String TRAIN = "train.";
  private static final String TEST = "test.";
  private static final String HEALTH = "health.";

  private Charts() {}

  /** One chart for each term, with a line for training and, if there is one, one for validation. */
  public static List<LineChart> of(History history) {
    return grouped(history, Map.of());
  }

  /**
   * Charts of lines that belong together, and behind them one for each term and number that is in
   * none.
   *
   * @param groups by title: the lines' names by number; lines without values are left out, and so
   *     are charts without lines
   */
  public static List<LineChart> grouped(History history, Map<String, Map<String, String>> groups) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>(groups);
    Set<String> seen = new LinkedHashSet<>();
    groups.values().forEach(lines -> seen.addAll(lines.keySet()));
    for (EpochReport epoch : history.getEpochs()) {
      for (String term : epoch.getTerms().keySet()) {
        if (seen.add(TRAIN + term)) {
          Map<String, String> lines = new LinkedHashMap<>();
          lines.put(TRAIN + term, "train");
          if (seen.add(TEST + term)) {
            lines.put(TEST + term, "test");
          }
          all.put(term, lines);
        }
      }
      for (String number : epoch.getHealth().getNumbers().keySet()) {
        if (seen.add(HEALTH + number)) {
          all.put(number, Map.of(HEALTH + number, "train"));
        }
      }
    }
    List<LineChart> charts = new ArrayList<>();
    all.forEach((title, lines) -> add(charts, history, title, lines));
    return charts;
  }

  private static void add(
      List<LineChart> charts, History history, String title, Map<String, String> lines) {
    LineChart chart = LineChart.titled(title);
    boolean empty = true;
    for (Map.Entry<String, String> line : lines.entrySet()) {
      List<Double> values =
          history.getEpochs().stream().map(epoch -> value(epoch, line.getKey())).toList();
      if (values.stream().anyMatch(Double::isFinite)) {
        chart.line(line.getValue(), values);
        empty = false;
      }
    }
    if (!empty) {
      charts.add(chart);
    }
  }

  private static double value(EpochReport epoch, String name) {
    int dot = name.indexOf('.') + 1;
    Map<String, Double> numbers =
        switch (name.substring(0, dot)) {
          case TRAIN -> epoch.getTerms();
          case TEST -> epoch.getValidation();
          case HEALTH -> epoch.getHealth().getNumbers();
          default -> Map.of();
        };
    return numbers.getOrDefault(name.substring(dot), Double.NaN);
  }
}
