package dev.figment.samples.run.bench;

import dev.figment.Precision;
import dev.figment.samples.run.BackendChoice;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How steps are measured.
 *
 * @param choice the backend
 * @param precision of products and convolutions
 * @param warmUp steps that are not measured
 * @param steps that are measured, at least
 * @param block steps between two looks at the clock
 */
public record BenchSettings(
    BackendChoice choice, Precision precision, int warmUp, int steps, int block) {
  private static final String CUDA = "cuda";

  /**
   * The steps between two looks at the clock if nothing else is asked for: those of a GPU are
   * short.
   */
  public static int defaultBlock(BackendChoice choice) {
    return choice.name().equals(CUDA) ? 10 : 1;
  }

  /** What was set, by key. */
  public Map<String, Object> numbers() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("backend", choice.name());
    numbers.put("mode", choice.name().equals(CUDA) ? "graph" : "compile");
    numbers.put("precision", precision.toString());
    numbers.put("threads", choice.threads());
    return numbers;
  }

  /** The blocks that are measured. */
  int blocks() {
    return (steps + block - 1) / block;
  }

  /** All steps, measured or not. */
  int allSteps() {
    return warmUp + blocks() * block;
  }
}
