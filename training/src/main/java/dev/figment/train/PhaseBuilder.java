package dev.figment.train;

import dev.figment.FigmentException;
import dev.figment.Precision;
import dev.figment.Tensor;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import dev.figment.nn.Mode;
import dev.figment.optim.LossScale;
import dev.figment.optim.OptimizerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes programs of a training's phases: forward, backward, what replicas share, update of weights,
 * moments, averages and counter.
 */
final class PhaseBuilder {
  /** Programs of one step draw from streams this far apart. */
  private static final int STREAMS = 1 << 16;

  private final DataSpec spec;
  private final TrainerSettings settings;
  private final Variable seed;
  private final Averages averages;
  private final @Nullable ResidentData resident;
  private final int replicas;
  private final Map<String, OptimizerState> states = new HashMap<>();
  private int built;

  /**
   * For one training.
   *
   * @param averages where weights and what moves with them are averaged
   * @param resident the data set, if it lives on the backend
   * @param replicas that share the rows of a batch: their gradients, their terms and what the loss
   *     moves, such as running statistics, are replaced by their means, so that all variables stay
   *     equal on all
   * @throws FigmentException if the batch does not divide
   */
  PhaseBuilder(
      DataSpec spec,
      TrainerSettings settings,
      Variable seed,
      Averages averages,
      @Nullable ResidentData resident,
      int replicas) {
    checkBatch(settings.batchSize, replicas);
    this.spec = spec;
    this.settings = settings;
    this.seed = seed;
    this.averages = averages;
    this.resident = resident;
    this.replicas = replicas;
  }

  private static void checkBatch(int examples, int replicas) {
    int more = (examples / replicas + 1) * replicas;
    if (examples % replicas != 0) {
      throw new FigmentException(
          "a batch of " + examples + " cannot be shared by " + replicas + " replicas",
          "use a batch size of " + (examples < replicas ? "" : more - replicas + " or ") + more);
    }
  }

  /** The next phase. Phases of one state share what their optimizer remembers. */
  PhaseProgram build(Phase phase) {
    OptimizerState state =
        states.computeIfAbsent(
            phase.getState(), name -> phase.getOptimizer().begin("optimizer/" + name));
    Graph graph = graph(state);
    int rows = settings.batchSize / replicas;
    Losses losses =
        phase.losses(
            new StepContext(graph, spec, rows, Mode.TRAINING, state.step(graph), resident));
    List<Variable> moving = new ArrayList<>(graph.updated());
    boolean scales = settings.precision == Precision.FP16;
    LossScale scale = state.getLossScale();
    List<Tensor> weights = phase.getWeights().stream().map(graph::read).toList();
    List<Tensor> scaled =
        new ArrayList<>(
            scales ? scale.scaled(losses.getLoss(), weights) : losses.getLoss().gradients(weights));
    if (replicas > 1) {
      scaled.replaceAll(Tensor::replicaMean);
      moving.forEach(each -> graph.update(each, graph.latest(each).replicaMean()));
      losses = losses.each(Tensor::replicaMean);
    }
    List<Tensor> gradients = scales ? scale.unscaled(scaled) : scaled;
    state.update(graph, phase.getWeights(), gradients);
    if (phase.reportsGradient()) {
      losses = losses.term("gradient", OptimizerState.length(gradients));
    }
    hold(graph, phase);
    moving.addAll(phase.getWeights());
    averages.follow(graph, moving, state.step(graph));
    if (scales) {
      Tensor finite = LossScale.finite(scaled);
      scale.guard(graph, finite);
      losses = losses.term(PhaseProgram.SCALE, graph.read(scale.getScale()));
      losses = losses.term(PhaseProgram.SKIPPED, finite.unaryMinus().plus(1));
    }
    graph.output(PhaseProgram.TERMS, PhaseProgram.terms(losses));
    return new PhaseProgram(
        phase, graph.build(phase.getName()), new ArrayList<>(losses.getTerms().keySet()));
  }

  private Graph graph(OptimizerState state) {
    Graph graph = new Graph();
    graph.precision(settings.precision);
    graph.replicas(replicas);
    graph.randomness(graph.read(seed), graph.read(state.getCounter()), built * STREAMS);
    built++;
    return graph;
  }

  private static void hold(Graph graph, Phase phase) {
    if (Double.isFinite(phase.getBound())) {
      for (Variable weight : phase.getWeights()) {
        Tensor updated = graph.latest(weight);
        graph.update(weight, updated.max(-phase.getBound()).min(phase.getBound()));
      }
    }
  }
}
