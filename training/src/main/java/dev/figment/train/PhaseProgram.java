package dev.figment.train;

import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.optim.LossScale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A phase as a program, and what its runs report. */
final class PhaseProgram {
  /** The output that holds all reported terms, f32 [terms]. */
  static final String TERMS = "terms";

  /** The term that is the factor of the loss, where there is one. */
  static final String SCALE = "lossScale";

  /**
   * The term that is 1 where a gradient was not finite, so that the run changed only the factor.
   */
  static final String SKIPPED = "skipped";

  private final Phase phase;
  private final Program program;
  private final List<String> terms;

  /** With the names of what it reports. */
  PhaseProgram(Phase phase, Program program, List<String> terms) {
    this.phase = phase;
    this.program = program;
    this.terms = terms;
  }

  /** All terms as one vector. */
  static Tensor terms(Losses losses) {
    List<Tensor> values = new ArrayList<>(losses.getTerms().values());
    Tensor[] others = values.subList(1, values.size()).toArray(new Tensor[0]);
    return others.length == 0 ? values.get(0) : values.get(0).concat(0, others);
  }

  /** Terms of a vector by name. */
  static Map<String, Double> named(List<String> names, float[] values) {
    Map<String, Double> result = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      result.put(names.get(i), (double) values[i]);
    }
    return result;
  }

  /**
   * Whether a run went wrong: a term is not finite, and not because the loss was scaled too far,
   * which the run has noticed.
   */
  boolean failed(NdArray values) {
    Map<String, Double> all = named(terms, values.floats());
    if (all.getOrDefault(SKIPPED, 0.0) == 1) {
      return all.getOrDefault(SCALE, LossScale.LEAST) <= LossScale.LEAST;
    }
    return !all.values().stream().allMatch(Double::isFinite);
  }

  Phase getPhase() {
    return phase;
  }

  Program getProgram() {
    return program;
  }

  List<String> getTerms() {
    return terms;
  }

  /** Whether each run takes a batch of data. */
  boolean takesData() {
    return !program.getInputs().isEmpty();
  }
}
