package dev.figment.backend;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs by each op's reference implementation, in double precision whatever the program's
 * types: slow, obvious, and the judge of all other backends. Only what is kept between runs is
 * rounded, to the type of its variable.
 */
public final class ReferenceBackend extends Backend {
  private final Map<Variable, NdArray> variables = new WeakHashMap<>();
  private boolean closed;

  @Override
  public String getName() {
    return "reference";
  }

  @Override
  public String getDescription() {
    return "reference (plain Java, double precision)";
  }

  @Override
  public Executable compile(Program program) {
    checkOpen();
    for (Tensor node : program.getNodes()) {
      if (node.getShape().isFree()) {
        throw new FigmentException(
            "program " + program.getName() + " cannot run with a free batch: " + node,
            "build it for a batch size");
      }
    }
    return new Run(program);
  }

  @Override
  public NdArray read(Variable variable) {
    checkOpen();
    NdArray result = NdArray.zeros(variable.getType());
    copy(value(variable), result);
    return result;
  }

  @Override
  public void write(Variable variable, NdArray value) {
    checkOpen();
    if (!value.getType().equals(variable.getType())) {
      throw new FigmentException(
          "variable " + variable + " cannot be set to an array of type " + value.getType());
    }
    NdArray doubles = NdArray.of(new double[value.getSize()], value.getShape());
    copy(value, doubles);
    variables.put(variable, doubles);
  }

  private NdArray value(Variable variable) {
    NdArray known = variables.get(variable);
    return known != null ? known : NdArray.zeros(variable.getType()).to(DType.F64);
  }

  @Override
  public void close() {
    closed = true;
    variables.clear();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the reference backend is closed");
    }
  }

  private static void copy(NdArray from, NdArray to) {
    for (int i = 0; i < from.getSize(); i++) {
      to.set(i, from.get(i));
    }
  }

  private final class Run extends Executable {
    private final Program program;
    private @Nullable List<NdArray> outputs;

    Run(Program program) {
      this.program = program;
    }

    @Override
    public Program getProgram() {
      return program;
    }

    @Override
    public void run(NdArray... inputs) {
      checkOpen();
      program.checkInputs(inputs);
      Map<Tensor, NdArray> values = new HashMap<>();
      int next = 0;
      for (Tensor input : program.getInputs().values()) {
        NdArray given = inputs[next++];
        values.put(input, given.getDtype() == DType.F64 ? given.copy() : given.to(DType.F64));
      }
      program.getVariables().forEach((variable, node) -> values.put(node, value(variable)));
      for (Tensor node : program.getNodes()) {
        if (!values.containsKey(node)) {
          List<NdArray> operands = new ArrayList<>();
          for (Tensor operand : node.inputs()) {
            operands.add(java.util.Objects.requireNonNull(values.get(operand)));
          }
          values.put(node, node.op().reference(operands, node.getType()));
        }
      }
      outputs = new ArrayList<>();
      for (Tensor output : program.getOutputs().values()) {
        outputs.add(java.util.Objects.requireNonNull(values.get(output)));
      }
      program
          .getUpdates()
          .forEach(
              (variable, node) ->
                  write(
                      variable,
                      java.util.Objects.requireNonNull(values.get(node))
                          .to(variable.getType().getDtype())));
    }

    @Override
    public void read(int output, NdArray target) {
      checkOpen();
      if (outputs == null) {
        throw new IllegalStateException("program " + program.getName() + " has not run yet");
      }
      program.checkOutput(output, target);
      copy(outputs.get(output), target);
    }
  }
}
