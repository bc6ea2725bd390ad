package dev.figment.samples.run;

import dev.figment.model.ExportReport;
import dev.figment.model.Parity;
import dev.figment.report.HtmlReport;
import dev.figment.report.Numbers;
import dev.figment.train.EpochReport;
import dev.figment.train.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The page about one training. */
final class TrainingReport {
  private final TrainingPlan<?, ?> plan;
  private final Recipe<?> recipe;
  private final DataSource data;
  private final TrainingOutcome outcome;
  private final List<Picture> pictures;

  TrainingReport(
      TrainingPlan<?, ?> plan,
      Recipe<?> recipe,
      DataSource data,
      TrainingOutcome outcome,
      List<Picture> pictures) {
    this.plan = plan;
    this.recipe = recipe;
    this.data = data;
    this.outcome = outcome;
    this.pictures = pictures;
  }

  void write(Path file) {
    String unit = plan.kind().unit();
    String measured = unit.isEmpty() ? "" : ", in " + unit;
    HtmlReport page =
        HtmlReport.titled(plan.kind().title() + " on " + plan.data().source(), subtitle());
    tiles(page);
    warnings(page);
    for (Picture picture : pictures) {
      page.section(picture.heading()).picture(picture.grid().toPng(), picture.caption());
    }
    page.section("Curves" + measured)
        .charts(plan.kind().charts(outcome.trained().getHistory()))
        .section("Epochs" + measured);
    epochs(page);
    page.section("Exported files");
    parity(page);
    page.section("Settings").facts(settings());
    page.section("Machine").facts(machine());
    page.write(file);
  }

  private String subtitle() {
    return data.describe()
        + ". "
        + Texts.count(outcome.trained().getSteps())
        + " steps in "
        + Numbers.time(outcome.seconds())
        + " on the backend "
        + outcome.backend().name()
        + ".";
  }

  private void tiles(HtmlReport page) {
    plan.kind()
        .tiles()
        .forEach(
            (term, name) -> {
              Double value = outcome.test().get(term);
              if (value != null) {
                page.tile(name, Numbers.show(value), plan.kind().unit());
              }
            });
    page.tile("speed", Numbers.show(outcome.imagesPerSecond()), "images per second");
    ExportReport export = outcome.export();
    if (export != null) {
      page.tile("export error", Numbers.show(export.getMaxError()), "of the output's range");
    }
  }

  /** Each warning, with the epochs in which it came; those that differ in numbers count as one. */
  private void warnings(HtmlReport page) {
    Map<String, String> latest = new LinkedHashMap<>();
    Map<String, List<Integer>> epochs = new LinkedHashMap<>();
    for (EpochReport epoch : outcome.trained().getHistory().getEpochs()) {
      for (String warning : epoch.getHealth().getWarnings()) {
        String kind = warning.split(":", 2)[0];
        latest.put(kind, warning);
        epochs.computeIfAbsent(kind, unused -> new ArrayList<>()).add(epoch.getEpoch());
      }
    }
    if (latest.isEmpty()) {
      return;
    }
    page.section("Warnings");
    latest.forEach(
        (kind, warning) -> {
          List<Integer> when = epochs.getOrDefault(kind, List.of());
          String span =
              when.size() == 1
                  ? "In epoch " + when.get(0)
                  : "In " + when.size() + " epochs, last in epoch " + when.get(when.size() - 1);
          page.alert(span + ": " + warning);
        });
  }

  private void epochs(HtmlReport page) {
    List<EpochReport> epochs = outcome.trained().getHistory().getEpochs();
    Set<String> train = new LinkedHashSet<>();
    Set<String> test = new LinkedHashSet<>();
    epochs.forEach(epoch -> train.addAll(epoch.getTerms().keySet()));
    epochs.forEach(epoch -> test.addAll(epoch.getValidation().keySet()));
    List<String> columns = new ArrayList<>(List.of("epoch", "steps"));
    train.forEach(term -> columns.add("train " + term));
    test.forEach(term -> columns.add("test " + term));
    columns.add("images/s");
    List<List<String>> rows = new ArrayList<>();
    for (EpochReport epoch : epochs) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(epoch.getEpoch()));
      row.add(Texts.count(epoch.getStep()));
      train.forEach(term -> row.add(number(epoch.getTerms(), term)));
      test.forEach(term -> row.add(number(epoch.getValidation(), term)));
      row.add(epoch.getSeconds() > 0 ? Numbers.show(epoch.getImagesPerSecond()) : "");
      rows.add(row);
    }
    page.table(columns, rows);
  }

  private static String number(Map<String, Double> terms, String term) {
    Double value = terms.get(term);
    return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
  }

  private void parity(HtmlReport page) {
    ExportReport export = outcome.export();
    if (export == null) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Parity file : export.getFiles()) {
      file.getErrors()
          .forEach(
              (output, error) ->
                  rows.add(
                      List.of(
                          file.getFile(),
                          output,
                          Integer.toString(file.getExamples()),
                          Numbers.show(error))));
    }
    page.text(
        "Each file was opened in ONNX Runtime and compared with the trained model, on as many"
            + " random inputs as real ones. The error is the largest difference, relative to the"
            + " range of the output.");
    page.table(List.of("file", "output", "inputs", "largest error"), rows);
  }

  private Map<String, String> settings() {
    TrainingSettings training = plan.training();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", plan.data().source() + ": " + data.describe());
    facts.put("data hash", data.train().getContentHash());
    facts.put("recipe", recipe.toString());
    facts.put(
        "epochs", training.epochs() == null ? "as time allowed" : training.epochs().toString());
    facts.put("batch", Integer.toString(training.batch()));
    if (training.average() > 0) {
      facts.put("weights", "averaged, with a decay of " + training.average());
    }
    facts.put("seed", Long.toString(training.seed()));
    return facts;
  }

  private Map<String, String> machine() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("backend", outcome.backend().name() + ": " + outcome.backend().reason());
    facts.put("threads", Integer.toString(outcome.backend().threads()));
    facts.putAll(Machine.facts());
    facts.putAll(Libraries.versions());
    return facts;
  }
}
