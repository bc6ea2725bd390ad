package dev.figment.backend;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.graph.Replica;
import dev.figment.op.ReplicaMean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A program by the reference implementations of its ops, node by node, all replicas in step. */
final class ReferenceExecutable extends Executable {
  private final ReferenceBackend backend;
  private final Program program;
  private final List<Program> replicas = new ArrayList<>();
  private @Nullable List<NdArray> outputs;

  ReferenceExecutable(ReferenceBackend backend, Program program) {
    this.backend = backend;
    this.program = program;
    for (int i = 0; i < program.getReplicas(); i++) {
      replicas.add(program.getReplicas() == 1 ? program : Replica.of(program, i));
    }
  }

  @Override
  public Program getProgram() {
    return program;
  }

  @Override
  public void run(NdArray... inputs) {
    backend.checkOpen();
    program.checkInputs(inputs);
    List<Map<Tensor, NdArray>> values = new ArrayList<>();
    for (int i = 0; i < replicas.size(); i++) {
      values.add(begin(i, inputs));
    }
    for (int n = 0; n < replicas.get(0).getNodes().size(); n++) {
      List<NdArray> results = new ArrayList<>();
      for (int i = 0; i < replicas.size(); i++) {
        Tensor node = replicas.get(i).getNodes().get(n);
        NdArray known = values.get(i).get(node);
        results.add(known != null ? known : compute(node, values.get(i)));
      }
      if (replicas.get(0).getNodes().get(n).op() instanceof ReplicaMean) {
        results = Collections.nCopies(replicas.size(), mean(results));
      }
      for (int i = 0; i < replicas.size(); i++) {
        values.get(i).put(replicas.get(i).getNodes().get(n), results.get(i));
      }
    }
    outputs = new ArrayList<>();
    for (String name : program.getOutputs().keySet()) {
      outputs.add(equal("output " + name, i -> replicas.get(i).getOutputs().get(name), values));
    }
    program
        .getUpdates()
        .keySet()
        .forEach(
            variable -> {
              NdArray result =
                  equal(
                      "variable " + variable.getName(),
                      i -> replicas.get(i).getUpdates().get(variable),
                      values);
              backend.write(variable, result.to(variable.getType().getDtype()));
            });
  }

  /** The values of a replica's inputs, which are its part of the rows, and of the variables. */
  private Map<Tensor, NdArray> begin(int replica, NdArray... inputs) {
    Map<Tensor, NdArray> values = new HashMap<>();
    int next = 0;
    for (Tensor input : replicas.get(replica).getInputs().values()) {
      NdArray part = NdArray.of(new double[input.getShape().getSize()], input.getShape());
      for (int i = 0; i < part.getSize(); i++) {
        part.set(i, inputs[next].get(replica * part.getSize() + i));
      }
      values.put(input, part);
      next++;
    }
    replicas
        .get(replica)
        .getVariables()
        .forEach((variable, node) -> values.put(node, backend.value(variable)));
    return values;
  }

  private static NdArray compute(Tensor node, Map<Tensor, NdArray> values) {
    List<NdArray> operands = new ArrayList<>();
    for (Tensor operand : node.inputs()) {
      operands.add(Objects.requireNonNull(values.get(operand)));
    }
    return node.op().reference(operands, node.getType());
  }

  private static NdArray mean(List<NdArray> parts) {
    double[] mean = new double[parts.get(0).getSize()];
    for (int i = 0; i < mean.length; i++) {
      for (NdArray part : parts) {
        mean[i] += part.get(i) / parts.size();
      }
    }
    return NdArray.of(mean, parts.get(0).getShape());
  }

  /** A node of a replica. */
  private interface Place {
    @Nullable Tensor of(int replica);
  }

  /** What all replicas have at a place, if it is the same. */
  private NdArray equal(String what, Place place, List<Map<Tensor, NdArray>> values) {
    NdArray first = Objects.requireNonNull(values.get(0).get(place.of(0)));
    for (int i = 1; i < replicas.size(); i++) {
      if (!first.equals(values.get(i).get(place.of(i)))) {
        throw new FigmentException(
            "program "
                + program.getName()
                + ": replicas 0 and "
                + i
                + " do not have the same value of "
                + what,
            "take its replicaMean()");
      }
    }
    return first;
  }

  @Override
  public void read(int output, NdArray target) {
    backend.checkOpen();
    if (outputs == null) {
      throw new IllegalStateException("program " + program.getName() + " has not run yet");
    }
    program.checkOutput(output, target);
    ReferenceBackend.copy(outputs.get(output), target);
  }
}
