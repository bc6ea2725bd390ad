package dev.figment.samples.run.compare;

import dev.figment.Pixels;
import dev.figment.report.HtmlReport;
import dev.figment.report.LineChart;
import dev.figment.report.Numbers;
import dev.figment.report.Panel;
import dev.figment.samples.run.Libraries;
import dev.figment.samples.run.Machine;
import dev.figment.samples.run.Pictures;
import dev.figment.samples.run.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The page about one comparison. Pictures and curves are of the first seed. */
final class CompareReport {
  private static final int COLUMNS = 8;
  private static final String SECONDS = "seconds of training";

  private final CompareOutcome outcome;
  private final Comparison comparison;
  private final Arena arena;
  private final List<ContenderRun> firsts;

  CompareReport(CompareOutcome outcome) {
    this.outcome = outcome;
    this.comparison = outcome.comparison();
    this.arena = outcome.arena();
    this.firsts = outcome.runs().stream().filter(run -> run.seed() == 1).toList();
  }

  void write(Path file) {
    HtmlReport page = HtmlReport.titled(title(), subtitle());
    page.section("Which one for what")
        .text(evidence())
        .prose(
            List.of("for", "choose", "because"),
            outcome.verdict().stream()
                .map(s -> List.of(s.need(), s.choice(), typeset(s.text())))
                .toList());
    pictures(page);
    page.section("Measures").text(reading());
    table(page);
    page.section("Quality along training").charts(qualities());
    page.text(
        "Measured on "
            + ContenderRun.FEW
            + " samples, so the numbers are worse than those of the table, which come from "
            + Texts.count(Arena.SAMPLES)
            + ".");
    for (ContenderRun run : firsts) {
      page.section("Losses of the " + run.contender().title()).charts(losses(run));
    }
    page.section("Settings").facts(settings());
    page.section("Machine").facts(machine());
    page.write(file);
  }

  private String title() {
    List<String> titles = firsts.stream().map(run -> run.contender().title()).toList();
    int last = titles.size() - 1;
    return String.join(", ", titles.subList(0, last))
        + " or "
        + titles.get(last)
        + " for "
        + outcome.settings().data().source()
        + "?";
  }

  private String subtitle() {
    return String.format(
        Locale.ROOT,
        "%s. %s of training for each model%s; all of it took %s.",
        arena.data().describe(),
        Numbers.time(arena.budget()),
        comparison.seeds() > 1 ? ", " + comparison.seeds() + " times" : "",
        Numbers.time(outcome.seconds()));
  }

  private String evidence() {
    String spread =
        comparison.seeds() > 1
            ? "Numbers are means over "
                + comparison.seeds()
                + " trainings from different seeds, behind \u00b1 their standard deviation. A model"
                + " is named where it leads by more than twice the spread of both."
            : "Each model was trained once, so the spread from seed to seed is not known: this is"
                + " weak evidence. A model is named where it leads by more than a tenth; --seeds 3"
                + " says more.";
    return spread + " Features come from a " + arena.extractor().describe() + ".";
  }

  private static String reading() {
    return "Marked numbers lead by more than chance, as far as that is known. The column of"
        + " training images says what real images come to when they are taken for samples.";
  }

  private void pictures(HtmlReport page) {
    panels(
        page,
        "Samples",
        Panel.picture(
            "Real images", "from the test data", grid(arena.tested().subList(0, rows(8)))),
        (run, shown) ->
            Panel.picture(
                run.contender().title(),
                "from random latents",
                grid(shown.samples().subList(0, COLUMNS * COLUMNS))));
    panels(
        page,
        "Samples and the training images nearest to them",
        Panel.words("Memorised?", "Above samples, below the nearest training image by features."),
        (run, shown) ->
            Panel.picture(
                run.contender().title(),
                "",
                rows(
                    List.of(shown.samples().subList(0, shown.nearest().size()), shown.nearest()))));
    panels(
        page,
        "Ways from one image to another",
        Panel.words(
            "Interpolation",
            "A VAE goes from one test image to another. A GAN has no encoder: it goes from one"
                + " sample to another."),
        (run, shown) -> Panel.picture(run.contender().title(), "", rows(shown.strips())));
    rebuilt(page, "Images made again", 0, arena.tested());
    rebuilt(page, "Noise removed", 1, Restoration.noisy(arena.tested()));
    rebuilt(page, "Lower halves filled in", 2, Restoration.halved(arena.tested()));
  }

  private int rows(int count) {
    return Math.min(count * COLUMNS, arena.tested().size());
  }

  private void rebuilt(HtmlReport page, String heading, int which, List<Pixels> given) {
    panels(
        page,
        heading,
        Panel.picture(
            "Given", "", rows(List.of(given.subList(0, Math.min(COLUMNS, given.size()))))),
        (run, shown) ->
            Panel.picture(
                run.contender().title(),
                which > 0 ? Rebuilder.how() : how(shown),
                rows(
                    List.of(
                        shown
                            .rebuilt()
                            .get(which)
                            .subList(0, Math.min(COLUMNS, shown.rebuilt().get(which).size()))))));
  }

  private static String how(Shown shown) {
    boolean encodes = !shown.how().equals(Rebuilder.how());
    return (encodes ? "" : "Cannot: it has no encoder. Instead ") + shown.how();
  }

  /** What stands under one heading for one model. */
  private interface PanelOf {
    Panel of(ContenderRun run, Shown shown);
  }

  private void panels(HtmlReport page, String heading, Panel first, PanelOf each) {
    List<Panel> panels = new ArrayList<>();
    panels.add(first);
    for (ContenderRun run : firsts) {
      Shown shown = run.shown();
      panels.add(
          shown == null
              ? Panel.words(run.contender().title(), "diverged: " + run.failure())
              : each.of(run, shown));
    }
    page.section(heading).panels(panels);
  }

  private static byte[] grid(List<Pixels> images) {
    return Pictures.square(images).columns(COLUMNS).toPng();
  }

  private static byte[] rows(List<List<Pixels>> rows) {
    return Pictures.grid(rows).toPng();
  }

  private void table(HtmlReport page) {
    List<String> columns = new ArrayList<>(List.of("measure", "better"));
    columns.addAll(comparison.models());
    columns.add("training images");
    List<List<String>> rows = new ArrayList<>();
    List<Set<Integer>> marked = new ArrayList<>();
    String group = "";
    for (Measure measure : Measure.all()) {
      Contest contest = new Contest(comparison, measure);
      if (contest.ranked().isEmpty()) {
        continue;
      }
      if (!measure.group().equals(group)) {
        group = measure.group();
        rows.add(List.of(group));
        marked.add(Set.of());
      }
      rows.add(row(measure, contest));
      String winner = contest.winner();
      marked.add(winner == null ? Set.of() : Set.of(2 + comparison.models().indexOf(winner)));
    }
    page.table(columns, rows, marked);
  }

  private List<String> row(Measure measure, Contest contest) {
    List<String> row = new ArrayList<>();
    row.add(measure.note().isEmpty() ? name(measure) : name(measure) + ", " + measure.note());
    row.add(measure.better().toString());
    for (String model : comparison.models()) {
      boolean has = comparison.has(model, measure.key());
      row.add(has ? typeset(contest.show(model)) : comparison.lack(model, measure));
    }
    Double real = arena.scoreOfTraining().get(measure.key());
    row.add(real == null ? "" : Numbers.show(real));
    return row;
  }

  private static String typeset(String text) {
    return text.replace("+-", "\u00b1");
  }

  /** Distances are called FID and KID with Inception only. */
  private String name(Measure measure) {
    if (measure.equals(Measure.FRECHET)) {
      return arena.extractor().features().getFrechetName();
    }
    return measure.equals(Measure.KERNEL)
        ? arena.extractor().features().getKernelName()
        : measure.name();
  }

  private List<LineChart> qualities() {
    List<LineChart> charts = new ArrayList<>();
    for (Measure measure :
        List.of(Measure.FRECHET, Measure.PRECISION, Measure.COVERAGE, Measure.SHARPNESS)) {
      LineChart chart = LineChart.titled(measure.name()).along(SECONDS);
      for (ContenderRun run : firsts) {
        chart.line(
            run.contender().title(),
            run.parts().stream().map(Part::seconds).toList(),
            run.parts().stream().map(part -> part.score(measure)).toList());
      }
      charts.add(chart);
    }
    return charts;
  }

  private static List<LineChart> losses(ContenderRun run) {
    List<LineChart> charts = new ArrayList<>();
    run.meter()
        .losses()
        .forEach(
            (term, values) ->
                charts.add(
                    LineChart.titled(term)
                        .along(SECONDS)
                        .line(run.contender().title(), run.meter().times(), values)));
    return charts;
  }

  private Map<String, String> settings() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", outcome.settings().data().source() + ": " + arena.data().describe());
    facts.put("data hash", arena.data().train().getContentHash());
    facts.put("extractor", arena.extractor().describe());
    for (ContenderRun run : firsts) {
      Contender contender = run.contender();
      facts.put(
          contender.title(),
          contender.recipe(arena.data().train())
              + "\n  batch "
              + contender.batch(arena.data().train())
              + (contender.average() > 0 ? "\n  averaged weights " + contender.average() : ""));
    }
    facts.put("minutes", Numbers.show(outcome.settings().minutes()) + " for each training");
    facts.put("seeds", "1 to " + comparison.seeds());
    return facts;
  }

  private Map<String, String> machine() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("backend", arena.choice().name() + ": " + arena.choice().reason());
    facts.put("threads", Integer.toString(arena.choice().threads()));
    facts.putAll(Machine.facts());
    facts.putAll(Libraries.versions());
    return facts;
  }
}
