package dev.figment.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The epochs of a training, in order. */
public final class History {
  private final List<EpochReport> epochs = new ArrayList<>();

  History() {}

  void add(EpochReport report) {
    epochs.add(report);
  }

  public List<EpochReport> getEpochs() {
    return Collections.unmodifiableList(epochs);
  }

  /** The time that training took, without validation, in seconds. */
  public double getSeconds() {
    return epochs.stream().mapToDouble(EpochReport::getSeconds).sum();
  }

  /**
   * A table of epochs with every term. It holds no times, so that equal trainings give equal bytes.
   */
  public String toCsv() {
    Set<String> training = new TreeSet<>();
    Set<String> validation = new TreeSet<>();
    Set<String> health = new TreeSet<>();
    for (EpochReport epoch : epochs) {
      training.addAll(epoch.getTerms().keySet());
      validation.addAll(epoch.getValidation().keySet());
      health.addAll(epoch.getHealth().getNumbers().keySet());
    }
    StringBuilder csv = new StringBuilder("epoch,step");
    training.forEach(term -> csv.append(",train.").append(term));
    validation.forEach(term -> csv.append(",test.").append(term));
    health.forEach(term -> csv.append(",health.").append(term));
    csv.append('\n');
    for (EpochReport epoch : epochs) {
      csv.append(epoch.getEpoch()).append(',').append(epoch.getStep());
      training.forEach(term -> csv.append(',').append(number(epoch.getTerms(), term)));
      validation.forEach(term -> csv.append(',').append(number(epoch.getValidation(), term)));
      Map<String, Double> numbers = epoch.getHealth().getNumbers();
      health.forEach(term -> csv.append(',').append(number(numbers, term)));
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String number(Map<String, Double> terms, String term) {
    Double value = terms.get(term);
    return value == null ? "" : Double.toString(value);
  }

  /** The epochs as exact text, for checkpoints; times are left out. */
  String save() {
    StringBuilder text = new StringBuilder();
    for (EpochReport epoch : epochs) {
      text.append("epoch ")
          .append(epoch.getEpoch())
          .append(' ')
          .append(epoch.getStep())
          .append('\n');
      save(text, "train", epoch.getTerms());
      save(text, "test", epoch.getValidation());
      save(text, "health", epoch.getHealth().getNumbers());
      for (String warning : epoch.getHealth().getWarnings()) {
        text.append("warning ").append(warning).append('\n');
      }
    }
    return text.toString();
  }

  private static void save(StringBuilder text, String kind, Map<String, Double> terms) {
    terms.forEach(
        (term, value) ->
            text.append(kind).append(' ').append(term).append(' ').append(value).append('\n'));
  }

  void load(String text) {
    epochs.clear();
    Saved saved = new Saved();
    for (String line : (text + "end 0 0").split("\n", -1)) {
      int space = line.indexOf(' ');
      String rest = line.substring(space + 1);
      int last = rest.lastIndexOf(' ');
      String first = rest.substring(0, Math.max(0, last));
      String number = rest.substring(last + 1);
      switch (line.substring(0, space)) {
        case "train" -> saved.train.put(first, Double.parseDouble(number));
        case "test" -> saved.test.put(first, Double.parseDouble(number));
        case "health" -> saved.health = saved.health.number(first, Double.parseDouble(number));
        case "warning" -> saved.health = saved.health.warningIf(true, rest);
        default -> {
          if (saved.epoch > 0) {
            epochs.add(saved.report());
          }
          saved = new Saved();
          saved.epoch = Integer.parseInt(first);
          saved.step = Long.parseLong(number);
        }
      }
    }
  }

  /** One epoch while it is read. */
  private static final class Saved {
    int epoch;
    long step;
    final Map<String, Double> train = new LinkedHashMap<>();
    final Map<String, Double> test = new LinkedHashMap<>();
    Health health = Health.UNKNOWN;

    EpochReport report() {
      return new EpochReport(epoch, step, train, test, health, 0, 0);
    }
  }
}
