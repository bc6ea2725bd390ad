package dev.figment.samples.run;

import dev.figment.model.ExportReport;
import dev.figment.model.Parity;
import dev.figment.report.Charts;
import dev.figment.report.HtmlReport;
import dev.figment.report.Numbers;
import dev.figment.train.EpochReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The page about one training. */
final class VaeReport {
  private static final String NATS = "nats per example";

  private final DataSource data;
  private final VaeOutcome outcome;

  private VaeReport(DataSource data, VaeOutcome outcome) {
    this.data = data;
    this.outcome = outcome;
  }

  static void write(
      ModelDirectory directory, DataSource data, VaeOutcome outcome, VaePictures pictures) {
    VaeReport report = new VaeReport(data, outcome);
    HtmlReport page =
        HtmlReport.titled(
            "Variational autoencoder on " + outcome.settings().data(), report.subtitle());
    report.tiles(page);
    page.section("Samples")
        .picture(pictures.samples().toPng(), "Decoded from random latents.")
        .section("Reconstructions")
        .picture(
            pictures.reconstructions().toPng(),
            "Above images of the test data, below what encoder and decoder make of them.")
        .section("Interpolation")
        .picture(
            pictures.interpolation().toPng(),
            "From one image of the test data to another, along a line in the latent space.")
        .section("Curves, in " + NATS)
        .charts(Charts.of(outcome.trained().getHistory()))
        .section("Epochs, in " + NATS);
    report.epochs(page);
    page.section("Exported files");
    report.parity(page);
    page.section("Settings").facts(report.settings());
    page.section("Machine").facts(report.machine());
    page.write(directory.file("report.html"));
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
    for (String name : List.of("loss", "reconstruction", "kl")) {
      Double value = outcome.test().get(name);
      if (value != null) {
        page.tile("test " + name, Numbers.show(value), NATS);
      }
    }
    page.tile("speed", Numbers.show(outcome.imagesPerSecond()), "images per second");
    ExportReport export = outcome.export();
    if (export != null) {
      page.tile("export error", Numbers.show(export.getMaxError()), "of the output's range");
    }
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
    VaeSettings settings = outcome.settings();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", settings.data() + ": " + data.describe());
    facts.put("data hash", data.train().getContentHash());
    facts.put("recipe", settings.recipe(data.train().getExampleShape()).toString());
    facts.put("epochs", Integer.toString(settings.epochs()));
    facts.put("batch", Integer.toString(settings.batch()));
    facts.put("seed", Long.toString(settings.seed()));
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
