package dev.figment.backend;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Accepts every program and computes nothing: outputs are zeros, variables stay. It measures and
 * tests everything around a backend.
 */
public final class NullBackend extends Backend {
  private final Map<Variable, NdArray> variables = new WeakHashMap<>();
  private boolean closed;

  @Override
  public String getName() {
    return "null";
  }

  @Override
  public String getDescription() {
    return "null (computes nothing)";
  }

  @Override
  public Executable compile(Program program) {
    checkOpen();
    return new Executable() {
      @Override
      public Program getProgram() {
        return program;
      }

      @Override
      public void run(NdArray... inputs) {
        checkOpen();
        program.checkInputs(inputs);
      }

      @Override
      public void read(int output, NdArray target) {
        checkOpen();
        program.checkOutput(output, target);
        for (int i = 0; i < target.getSize(); i++) {
          target.set(i, 0);
        }
      }
    };
  }

  @Override
  public NdArray read(Variable variable) {
    checkOpen();
    NdArray known = variables.get(variable);
    return known != null ? known.copy() : NdArray.zeros(variable.getType());
  }

  @Override
  public void write(Variable variable, NdArray value) {
    checkOpen();
    if (!value.getType().equals(variable.getType())) {
      throw new FigmentException(
          "variable " + variable + " cannot be set to an array of type " + value.getType());
    }
    variables.put(variable, value.copy());
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the null backend is closed");
    }
  }
}
