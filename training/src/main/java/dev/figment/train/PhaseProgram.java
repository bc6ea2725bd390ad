package dev.figment.train;

import dev.figment.NdArray;
import dev.figment.Precision;
import dev.figment.Tensor;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.nn.Mode;
import dev.figment.optim.LossScale;
import dev.figment.optim.OptimizerState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A phase as a program: forward, backward, update of weights, moments, averages and counter. */
final class PhaseProgram {
  /** The output that holds all reported terms, f32 [terms]. */
  static final String TERMS = "terms";

  /** The term that is the factor of the loss, where there is one. */
  static final String SCALE = "lossScale";

  /**
   * The term that is 1 where a gradient was not finite, so that the run changed only the factor.
   */
  static final String SKIPPED = "skipped";

  /** Programs of one step draw from streams this far apart. */
  private static final int STREAMS = 1 << 16;

  private final Phase phase;
  private final Program program;
  private final List<String> terms;

  private PhaseProgram(Phase phase, Program program, List<String> terms) {
    this.phase = phase;
    this.program = program;
    this.terms = terms;
  }

  /**
   * Builds the program of one phase.
   *
   * @param number the position of the phase among all, which separates their random numbers
   * @param averages where weights and what moves with them are averaged
   * @param resident the data set, if it lives on the backend
   * @param replicas that share the rows of a batch: their gradients, their terms and what the loss
   *     moves, such as running statistics, are replaced by their means, so that all variables stay
   *     equal on all
   */
  static PhaseProgram of(
      Phase phase,
      int number,
      OptimizerState state,
      DataSpec spec,
      TrainerSettings settings,
      Variable seed,
      Averages averages,
      @Nullable ResidentData resident,
      int replicas) {
    Graph graph = new Graph();
    graph.precision(settings.precision);
    graph.replicas(replicas);
    graph.randomness(graph.read(seed), graph.read(state.getCounter()), number * STREAMS);
    int rows = settings.batchSize / replicas;
    StepContext context =
        new StepContext(graph, spec, rows, Mode.TRAINING, state.step(graph), resident);
    Losses losses = phase.losses(context);
    List<Tensor> weights = new ArrayList<>();
    for (Variable weight : phase.getWeights()) {
      weights.add(graph.read(weight));
    }
    List<Variable> averaged = new ArrayList<>(graph.updated());
    boolean scales = settings.precision == Precision.FP16;
    LossScale scale = state.getLossScale();
    Tensor loss = losses.getLoss();
    List<Tensor> scaled =
        new ArrayList<>(scales ? scale.scaled(loss, weights) : loss.gradients(weights));
    if (replicas > 1) {
      scaled.replaceAll(Tensor::replicaMean);
      averaged.forEach(each -> graph.update(each, graph.latest(each).replicaMean()));
      losses = losses.each(Tensor::replicaMean);
    }
    List<Tensor> gradients = scales ? scale.unscaled(scaled) : scaled;
    state.update(graph, phase.getWeights(), gradients);
    if (phase.reportsGradient()) {
      losses = losses.term("gradient", OptimizerState.length(gradients));
    }
    if (Double.isFinite(phase.getBound())) {
      for (Variable weight : phase.getWeights()) {
        Tensor updated = graph.latest(weight);
        graph.update(weight, updated.max(-phase.getBound()).min(phase.getBound()));
      }
    }
    averaged.addAll(phase.getWeights());
    averages.follow(graph, averaged, state.step(graph));
    if (scales) {
      Tensor finite = LossScale.finite(scaled);
      scale.guard(graph, finite);
      losses = losses.term(SCALE, graph.read(scale.getScale()));
      losses = losses.term(SKIPPED, finite.unaryMinus().plus(1));
    }
    graph.output(TERMS, terms(losses));
    return new PhaseProgram(
        phase, graph.build(phase.getName()), new ArrayList<>(losses.getTerms().keySet()));
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
