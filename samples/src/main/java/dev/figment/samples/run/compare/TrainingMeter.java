package dev.figment.samples.run.compare;

import dev.figment.train.StepReport;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;

/**
 * What a training in several parts does: steps, their time, losses along it, memory. The first step
 * of a part compiles and is not timed.
 */
final class TrainingMeter implements Consumer<StepReport> {
  /** Points of a curve of losses. */
  private static final int POINTS = 60;

  /** Steps from one look at the memory to the next. */
  private static final int LOOKS = 50;

  private static final double MEGABYTE = 1e6;

  private final double budget;
  private final Map<Integer, Map<String, double[]>> sums = new TreeMap<>();
  private long steps;
  private long timed;
  private double seconds;
  private long last;
  private long processorAtStart;
  private double processorSeconds;
  private double peakMegabytes;

  /**
   * A meter of a training.
   *
   * @param budget its seconds
   */
  TrainingMeter(double budget) {
    this.budget = budget;
  }

  /** Begins a part. */
  void begin() {
    last = 0;
    processorAtStart = processorNanos();
  }

  /** Ends a part. */
  void end() {
    processorSeconds += (processorNanos() - processorAtStart) * 1e-9;
  }

  private static long processorNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  @Override
  public void accept(StepReport step) {
    long now = System.nanoTime();
    if (last != 0) {
      seconds += (now - last) * 1e-9;
      timed++;
    }
    last = now;
    if (steps++ % LOOKS == 0) {
      peakMegabytes = Math.max(peakMegabytes, Pointer.physicalBytes() / MEGABYTE);
    }
    int point = (int) Math.min(POINTS - 1, seconds / budget * POINTS);
    Map<String, double[]> terms = sums.computeIfAbsent(point, p -> new LinkedHashMap<>());
    step.getTerms()
        .forEach(
            (term, value) -> {
              double[] sum = terms.computeIfAbsent(term, t -> new double[2]);
              sum[0] += value;
              sum[1]++;
            });
  }

  long steps() {
    return steps;
  }

  /** The time of training, without first steps. */
  double seconds() {
    return seconds;
  }

  double stepsPerSecond() {
    return seconds > 0 ? timed / seconds : 0;
  }

  /** The time that all threads of the program have computed, in training. */
  double processorSeconds() {
    return processorSeconds;
  }

  /** The most memory that the program had in use while this was trained. */
  double peakMegabytes() {
    return peakMegabytes;
  }

  /** The seconds of the points of the curves. */
  List<Double> times() {
    return sums.keySet().stream().map(point -> (point + 0.5) * budget / POINTS).toList();
  }

  /** The mean of each term around each point. */
  Map<String, List<Double>> losses() {
    Map<String, List<Double>> losses = new LinkedHashMap<>();
    sums.values().forEach(terms -> terms.keySet().forEach(t -> losses.put(t, new ArrayList<>())));
    losses.forEach(
        (term, values) ->
            sums.values()
                .forEach(
                    terms -> {
                      double[] sum = terms.getOrDefault(term, new double[] {Double.NaN, 1});
                      values.add(sum[0] / sum[1]);
                    }));
    return losses;
  }
}
