package dev.figment.samples.run.compare;

import dev.figment.report.Numbers;
import dev.figment.samples.run.BackendChoice;
import dev.figment.samples.run.DataSource;
import dev.figment.samples.run.Extractor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A comparison from data to report. */
public final class CompareRun {
  /** The shares of the budget after which samples are looked at. */
  private static final double[] PARTS = {0.125, 0.25, 0.5, 0.75, 1};

  /** Measuring takes about so much of a minute for each model and seed. */
  private static final double MEASURING_MINUTES = 0.75;

  private final CompareSettings settings;
  private final Path folder;
  private final Consumer<String> log;
  private final BooleanSupplier interrupt;

  /**
   * A comparison that has not begun.
   *
   * @param folder for the report and the models
   * @param log gets lines for people
   * @param interrupt whether to stop
   */
  public CompareRun(
      CompareSettings settings, Path folder, Consumer<String> log, BooleanSupplier interrupt) {
    this.settings = settings;
    this.folder = folder;
    this.log = log;
    this.interrupt = interrupt;
  }

  /**
   * Trains, measures and reports.
   *
   * @param extractor opens what measures images, for the data and the backend
   * @return what came of it; null if it was interrupted
   */
  public @Nullable CompareOutcome run(ExtractorSource extractor) {
    DataSource data = DataSource.open(settings.data(), 1, log);
    log.accept("data      " + settings.data().source() + ": " + data.describe());
    BackendChoice choice = BackendChoice.of(settings.backend(), settings.threads());
    log.accept("backend   " + choice.name() + ", " + choice.reason());
    List<Contender> contenders = Contender.all();
    log.accept("trains    " + plan(contenders));
    long start = System.nanoTime();
    try (Extractor opened = extractor.open(data, choice)) {
      Arena arena = new Arena(data, choice, opened, 60 * settings.minutes(), interrupt);
      List<ContenderRun> runs = new ArrayList<>();
      for (int seed = 1; seed <= settings.seeds(); seed++) {
        if (!train(contenders, seed, arena, runs)) {
          return null;
        }
      }
      CompareOutcome outcome =
          new CompareOutcome(settings, arena, runs, (System.nanoTime() - start) * 1e-9);
      outcome.write(folder);
      return outcome;
    }
  }

  /** Opens what measures images, once data and backend are known. */
  public interface ExtractorSource {
    Extractor open(DataSource data, BackendChoice choice);
  }

  private String plan(List<Contender> contenders) {
    int trainings = contenders.size() * settings.seeds();
    return String.format(
        Locale.ROOT,
        "%s, %s each%s, in turns; about %.0f minutes in all, with measuring",
        String.join(", ", contenders.stream().map(Contender::title).toList()),
        Numbers.time(60 * settings.minutes()),
        settings.seeds() > 1 ? " and seed, " + settings.seeds() + " seeds" : "",
        Math.ceil(0.5 + trainings * (settings.minutes() + MEASURING_MINUTES)));
  }

  private boolean train(
      List<Contender> contenders, int seed, Arena arena, List<ContenderRun> runs) {
    List<ContenderRun> ofSeed = new ArrayList<>();
    for (Contender contender : contenders) {
      Path place = folder.resolve("models").resolve(contender.key() + "-" + seed);
      ofSeed.add(new ContenderRun(contender, seed, place, arena));
    }
    runs.addAll(ofSeed);
    for (double share : PARTS) {
      for (ContenderRun run : ofSeed) {
        if (run.trainTo(share)) {
          return false;
        }
        log.accept(line(run));
      }
    }
    return true;
  }

  private static String line(ContenderRun run) {
    String name = String.format(Locale.ROOT, "%-9s ", run.contender().title());
    if (run.failure() != null) {
      return name + "seed " + run.seed() + " diverged";
    }
    Part part = run.parts().get(run.parts().size() - 1);
    Function<Measure, String> show =
        measure -> "  " + measure.name() + " " + Numbers.show(part.score(measure));
    return name
        + "seed "
        + run.seed()
        + "  "
        + Numbers.time(part.seconds())
        + "  "
        + run.meter().steps()
        + " steps"
        + show.apply(Measure.FRECHET)
        + show.apply(Measure.PRECISION)
        + show.apply(Measure.COVERAGE)
        + show.apply(Measure.SHARPNESS);
  }
}
