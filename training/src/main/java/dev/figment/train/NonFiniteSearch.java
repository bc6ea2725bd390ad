package dev.figment.train;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.backend.Executable;
import dev.figment.data.BatchLoader;
import dev.figment.data.BatchPosition;
import dev.figment.data.Batches;
import dev.figment.graph.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds out where a loss that is NaN or infinite comes from: it goes back to the last good state,
 * repeats the steps from there, and looks at every node of the first run that leaves something not
 * finite behind. It costs nothing until it is needed.
 */
final class NonFiniteSearch {
  private final Training training;
  private final Backend backend;
  private final Map<String, NdArray> state;
  private final BatchPosition position;
  private final long firstStep;
  private final BatchLoader loader;

  NonFiniteSearch(
      Training training,
      Map<String, NdArray> state,
      BatchPosition position,
      long firstStep,
      BatchLoader loader) {
    this.training = training;
    this.backend = training.getBackend();
    this.state = state;
    this.position = position;
    this.firstStep = firstStep;
    this.loader = loader;
  }

  /** The error to throw for a loss that was found at a step, in a phase. */
  FigmentException explain(long step, PhaseProgram phase, NdArray terms) {
    String culprit = search(step);
    Path file = training.checkpointFile();
    boolean kept = file != null && Files.exists(file);
    training.restore(state);
    return new FigmentException(
        "step "
            + step
            + ", phase "
            + phase.getPhase().getName()
            + ": the loss is not finite: "
            + PhaseProgram.named(phase.getTerms(), terms.floats()),
        culprit,
        "lower the learning rate, clip the gradients, or warm the rate up",
        kept ? "the last good checkpoint is " + file : "no checkpoint was written yet");
  }

  private String search(long lastStep) {
    training.restore(state);
    List<Executable> executables = new ArrayList<>();
    for (PhaseProgram phase : training.getPhases()) {
      executables.add(backend.compile(phase.getProgram()));
    }
    Map<String, NdArray> before = state;
    try (Batches batches = loader.open(position)) {
      for (long step = firstStep + 1; step <= lastStep; step++) {
        for (int p = 0; p < executables.size(); p++) {
          PhaseProgram phase = training.getPhases().get(p);
          if (!phase.getPhase().runsIn(step - 1)) {
            continue;
          }
          for (int i = 0; i < phase.getPhase().getTimes(); i++) {
            NdArray[] inputs =
                phase.takesData() ? Training.inputs(phase, batches.next()) : new NdArray[0];
            executables.get(p).run(inputs);
            Map<String, NdArray> after = training.snapshot();
            if (!after.values().stream().allMatch(NonFiniteSearch::isFinite)
                || phase.failed(executables.get(p).read(PhaseProgram.TERMS))) {
              training.restore(before);
              return "the first tensor that is not finite: "
                  + first(phase.getProgram(), inputs)
                  + " in step "
                  + step;
            }
            before = after;
          }
        }
      }
    }
    return "repeating the steps did not show it again";
  }

  /** The first node of a program, in order of computation, with an element that is not finite. */
  private String first(Program program, NdArray[] inputs) {
    List<Tensor> nodes = new ArrayList<>();
    for (Tensor node : program.getNodes()) {
      if (node.getDtype().isFloating()) {
        nodes.add(node);
      }
    }
    Executable probe = backend.compile(Probes.of(program, nodes));
    probe.run(inputs);
    for (int i = 0; i < nodes.size(); i++) {
      if (!isFinite(probe.read("node" + i))) {
        Tensor node = nodes.get(i);
        return (node.place().isEmpty() ? "" : node.place() + ": ")
            + node.op()
            + " "
            + node.getType();
      }
    }
    return "none in the forward and backward pass; an update overflowed";
  }

  private static boolean isFinite(NdArray array) {
    for (int i = 0; i < array.getSize(); i++) {
      if (!Double.isFinite(array.get(i))) {
        return false;
      }
    }
    return true;
  }
}
