package dev.figment.samples.run.bench;

import dev.figment.backend.Footprint;
import dev.figment.compile.Work;
import dev.figment.graph.Variable;
import dev.figment.report.Numbers;
import dev.figment.samples.run.Texts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What measuring a preset came to. */
public final class BenchResult {
  private static final double MIB = 1 << 20;

  private final BenchPreset preset;
  private final BenchSettings settings;
  private final Quantiles seconds;
  private final List<Variable> weights;
  private final String device;
  private final double compileSeconds;
  private final long variableBytes;
  private double operations;
  private double bytes;
  private double launches;
  private long arenaBytes;
  private double recordSeconds;
  private boolean planned = true;

  BenchResult(
      BenchPreset preset,
      BenchSettings settings,
      Quantiles seconds,
      List<Variable> weights,
      MeteredBackend metered) {
    this.preset = preset;
    this.settings = settings;
    this.seconds = seconds;
    this.weights = weights;
    device = metered.getDescription();
    compileSeconds = metered.compileSeconds();
    variableBytes = metered.variableBytes();
    metered.programs().forEach(this::add);
  }

  /** Adds a program's share of a step, by how often it ran in all of them. */
  private void add(MeteredExecutable program) {
    double runs = (double) program.runs() / (settings.blocks() * settings.block());
    Work work = Work.of(program.getProgram());
    operations += runs * work.getOperations();
    Footprint footprint = program.getFootprint();
    bytes += runs * (footprint == null ? work.getBytes() : footprint.getMovedBytes());
    if (footprint == null) {
      planned = false;
      return;
    }
    launches += runs * footprint.getCommands();
    arenaBytes += footprint.getArenaBytes();
    recordSeconds += footprint.getRecordSeconds();
  }

  /** What it ran on, as the backend says. */
  public String device() {
    return device;
  }

  private long parameters() {
    return weights.stream().mapToLong(weight -> weight.getType().getShape().getSize()).sum();
  }

  /** Images of the data set that are trained on in a second. */
  private double imagesPerSecond() {
    return preset.batchesPerStep() * preset.batch() / seconds.median();
  }

  /** The numbers by flat keys that begin with the preset's name; what is not known is null. */
  public Map<String, @Nullable Object> numbers() {
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    own.put("batch", preset.batch());
    own.put("batchesPerStep", preset.batchesPerStep());
    own.put("parameters", parameters());
    own.put("weights", weights.stream().map(BenchResult::sizes).collect(Collectors.joining(" ")));
    own.put("warmUp", settings.warmUp());
    own.put("steps", settings.blocks() * settings.block());
    own.put("block", settings.block());
    own.put("step.median.seconds", seconds.median());
    own.put("step.p10.seconds", seconds.low());
    own.put("step.p90.seconds", seconds.high());
    own.put("imagesPerSecond", imagesPerSecond());
    own.put("work.flop", operations);
    own.put("work.bytes", bytes);
    own.put("teraflopPerSecond", operations / seconds.median() * 1e-12);
    own.put("gigabytesPerSecond", bytes / seconds.median() * 1e-9);
    own.put("memory.arena.bytes", planned ? arenaBytes : null);
    own.put("memory.variables.bytes", variableBytes);
    own.put("launches", planned ? launches : null);
    own.put("compile.seconds", compileSeconds);
    own.put("record.seconds", recordSeconds);
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    own.forEach((key, value) -> all.put(preset.text() + "." + key, value));
    return all;
  }

  /** A weight's sizes in ascending order, which do not depend on how a library lays it out. */
  private static String sizes(Variable weight) {
    return Arrays.stream(weight.getType().getShape().toArray())
        .sorted()
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("x"));
  }

  /** What a person wants to know, in a few lines. */
  public List<String> lines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "%-11s  %s ms a step (%s to %s), %s images/s, %s TFLOP/s, %s GB/s",
            preset.text(),
            Numbers.show(1e3 * seconds.median()),
            Numbers.show(1e3 * seconds.low()),
            Numbers.show(1e3 * seconds.high()),
            Numbers.show(imagesPerSecond()),
            Numbers.show(operations / seconds.median() * 1e-12),
            Numbers.show(bytes / seconds.median() * 1e-9)),
        String.format(
            Locale.ROOT,
            "%-11s  %s parameters, batch %d%s, %d steps after %d%s, compiled in %s s%s",
            "",
            Texts.count(parameters()),
            preset.batch(),
            updates(),
            settings.blocks() * settings.block(),
            settings.warmUp(),
            memory(),
            Numbers.show(compileSeconds),
            recordSeconds > 0 ? ", recorded in " + Numbers.show(recordSeconds) + " s" : ""));
  }

  private String updates() {
    int batches = preset.batchesPerStep();
    return batches > 1 ? ", " + batches + " critic updates a step" : "";
  }

  private String memory() {
    return planned
        ? String.format(
            Locale.ROOT,
            ", %s launches a step, %.1f MiB of arenas and %.1f of variables",
            Texts.count(Math.round(launches)),
            arenaBytes / MIB,
            variableBytes / MIB)
        : "";
  }
}
