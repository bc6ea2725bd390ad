package dev.figment.backend;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Runs programs by each op's reference implementation, in double precision whatever the program's
 * types: slow, obvious, and the judge of all other backends. Only what is kept between runs is
 * rounded, to the type of its variable.
 */
public final class ReferenceBackend extends Backend {
  private final Map<Variable, NdArray> variables = new WeakHashMap<>();
  private final int replicas;
  private boolean closed;

  /** Runs programs for one replica. */
  public ReferenceBackend() {
    this(1);
  }

  private ReferenceBackend(int replicas) {
    this.replicas = replicas;
  }

  /**
   * A backend that runs programs for so many replicas, one after another, and refuses those of
   * which an output or a variable would not be equal on all.
   */
  public static ReferenceBackend ofReplicas(int count) {
    return new ReferenceBackend(count);
  }

  @Override
  public int getReplicas() {
    return replicas;
  }

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
    if (program.getReplicas() != 1 && program.getReplicas() != replicas) {
      throw new FigmentException(
          "program " + program.getName() + " is for " + program.getReplicas() + " replicas",
          "this backend plays " + replicas + "; build it for as many as getReplicas() says");
    }
    for (Tensor node : program.getNodes()) {
      if (node.getShape().isFree()) {
        throw new FigmentException(
            "program " + program.getName() + " cannot run with a free batch: " + node,
            "build it for a batch size");
      }
    }
    return new ReferenceExecutable(this, program);
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

  /** A variable's value in double precision, not to be written to. */
  NdArray value(Variable variable) {
    NdArray known = variables.get(variable);
    return known != null ? known : NdArray.zeros(variable.getType()).to(DType.F64);
  }

  @Override
  public void close() {
    closed = true;
    variables.clear();
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the reference backend is closed");
    }
  }

  static void copy(NdArray from, NdArray to) {
    for (int i = 0; i < from.getSize(); i++) {
      to.set(i, from.get(i));
    }
  }
}
