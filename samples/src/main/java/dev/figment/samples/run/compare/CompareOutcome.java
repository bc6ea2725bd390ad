package dev.figment.samples.run.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.figment.AtomicFile;
import dev.figment.FigmentException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a comparison came to. */
public final class CompareOutcome {
  private final CompareSettings settings;
  private final Arena arena;
  private final List<ContenderRun> runs;
  private final double seconds;
  private final Comparison comparison;
  private final List<Verdict.Sentence> verdict;
  private final Map<String, Object> numbers;

  CompareOutcome(CompareSettings settings, Arena arena, List<ContenderRun> runs, double seconds) {
    this.settings = settings;
    this.arena = arena;
    this.runs = runs;
    this.seconds = seconds;
    Comparison all = Comparison.of(settings.seeds(), arena.extractor().skill());
    for (ContenderRun run : runs) {
      for (Map.Entry<String, Double> value : run.values().entrySet()) {
        all = all.with(run.contender().title(), value.getKey(), value.getValue());
      }
    }
    comparison = all;
    verdict = Verdict.of(all);
    numbers = collect();
  }

  CompareSettings settings() {
    return settings;
  }

  Arena arena() {
    return arena;
  }

  List<ContenderRun> runs() {
    return runs;
  }

  double seconds() {
    return seconds;
  }

  Comparison comparison() {
    return comparison;
  }

  List<Verdict.Sentence> verdict() {
    return verdict;
  }

  /** One line for each need. */
  public List<String> lines() {
    return verdict.stream()
        .map(sentence -> String.format("%-15s %s", sentence.need(), sentence.choice()))
        .toList();
  }

  /** The numbers of {@code report.json}. */
  public Map<String, Object> numbers() {
    return numbers;
  }

  private Map<String, Object> collect() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("data", settings.data().source());
    numbers.put("minutes", settings.minutes());
    numbers.put("seeds", settings.seeds());
    numbers.put("seconds", seconds);
    numbers.put("backend", arena.choice().name());
    numbers.put("threads", arena.choice().threads());
    numbers.putAll(arena.extractor().numbers());
    Map<String, Double> real = arena.scoreOfTraining();
    real.forEach((key, value) -> numbers.put("training-images." + key, value));
    for (ContenderRun run : runs) {
      String title = run.contender().title();
      for (String key : run.values().keySet()) {
        String name = run.contender().key() + "." + key;
        if (!numbers.containsKey(name)) {
          numbers.put(name, comparison.mean(title, key));
          if (settings.seeds() > 1) {
            numbers.put(name + ".spread", comparison.spread(title, key));
          }
        }
      }
    }
    for (Verdict.Sentence sentence : verdict) {
      String key = "verdict." + sentence.need().replace(' ', '-');
      numbers.put(key, sentence.choice());
      numbers.put(key + ".text", sentence.text());
    }
    return numbers;
  }

  void write(Path folder) {
    try {
      String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(numbers);
      AtomicFile.write(folder.resolve("report.json"), text + "\n");
    } catch (JsonProcessingException error) {
      throw new FigmentException(error, "the comparison cannot be written as JSON");
    }
    new CompareReport(this).write(folder.resolve("report.html"));
  }
}
