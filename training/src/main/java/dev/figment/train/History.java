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
    for (EpochReport epoch : epochs) {
      training.addAll(epoch.getTerms().keySet());
      validation.addAll(epoch.getValidation().keySet());
    }
    StringBuilder csv = new StringBuilder("epoch,step");
    training.forEach(term -> csv.append(",train.").append(term));
    validation.forEach(term -> csv.append(",test.").append(term));
    csv.append('\n');
    for (EpochReport epoch : epochs) {
      csv.append(epoch.getEpoch()).append(',').append(epoch.getStep());
      training.forEach(term -> csv.append(',').append(number(epoch.getTerms(), term)));
      validation.forEach(term -> csv.append(',').append(number(epoch.getValidation(), term)));
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
      epoch
          .getTerms()
          .forEach(
              (term, value) ->
                  text.append("train ").append(term).append(' ').append(value).append('\n'));
      epoch
          .getValidation()
          .forEach(
              (term, value) ->
                  text.append("test ").append(term).append(' ').append(value).append('\n'));
    }
    return text.toString();
  }

  void load(String text) {
    epochs.clear();
    int epoch = 0;
    long step = 0;
    Map<String, Double> train = new LinkedHashMap<>();
    Map<String, Double> test = new LinkedHashMap<>();
    for (String line : (text + "end 0 0").split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("train") || words[0].equals("test")) {
        (words[0].equals("train") ? train : test).put(words[1], Double.parseDouble(words[2]));
        continue;
      }
      if (epoch > 0) {
        epochs.add(new EpochReport(epoch, step, train, test, 0, 0));
      }
      epoch = Integer.parseInt(words[1]);
      step = Long.parseLong(words[2]);
      train.clear();
      test.clear();
    }
  }
}
