package dev.figment.report;

import dev.figment.train.EpochReport;
import dev.figment.train.History;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The curves of a training. */
public final class Charts {
  private Charts() {}

  /** One chart for each term, with a line for training and, if there is one, one for validation. */
  public static List<LineChart> of(History history) {
    List<EpochReport> epochs = history.getEpochs();
    Set<String> terms = new LinkedHashSet<>();
    epochs.forEach(epoch -> terms.addAll(epoch.getTerms().keySet()));
    List<LineChart> charts = new ArrayList<>();
    for (String term : terms) {
      LineChart chart =
          LineChart.titled(term)
              .line("train", values(epochs.stream().map(EpochReport::getTerms).toList(), term));
      List<Double> test = values(epochs.stream().map(EpochReport::getValidation).toList(), term);
      charts.add(test.stream().anyMatch(Double::isFinite) ? chart.line("test", test) : chart);
    }
    return charts;
  }

  private static List<Double> values(List<Map<String, Double>> epochs, String term) {
    return epochs.stream().map(epoch -> epoch.getOrDefault(term, Double.NaN)).toList();
  }
}
