package dev.figment.backend;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.graph.Program;
import org.jspecify.annotations.Nullable;

/**
 * An executable of a backend with native memory: one thread at a time, nothing after the backend is
 * closed, no second run after one that failed, no reading before the first.
 */
public abstract class CompiledExecutable extends Executable {
  private final Backend backend;
  private final Program program;
  private boolean ran;
  private @Nullable Throwable broken;

  /** Of a backend, whose lock it takes. */
  protected CompiledExecutable(Backend backend, Program program) {
    this.backend = backend;
    this.program = program;
  }

  /** Throws an {@link IllegalStateException} if the backend is closed. */
  protected abstract void checkOpen();

  /**
   * Runs the program with inputs of the right types. Whoever frees memory when this executable is
   * unreachable keeps it reachable until the end, as in {@link #copy}.
   */
  protected abstract void compute(NdArray... inputs);

  /** Copies an output into an array of its type. */
  protected abstract void copy(int output, NdArray target);

  @Override
  public final Program getProgram() {
    return program;
  }

  @Override
  public final void run(NdArray... inputs) {
    synchronized (backend) {
      checkOpen();
      program.checkInputs(inputs);
      if (broken != null) {
        String fact = "program " + program.getName() + " failed in an earlier run";
        throw new FigmentException(broken, fact, "compile it again");
      }
      attempt(inputs);
      ran = true;
    }
  }

  private void attempt(NdArray... inputs) {
    try {
      compute(inputs);
    } catch (RuntimeException | Error failure) {
      broken = failure;
      throw failure;
    }
  }

  /** Begins to copy an output into an array of its type, if the backend can go on meanwhile. */
  protected Later copyLater(int output, NdArray target) {
    copy(output, target);
    return Later.of(target);
  }

  @Override
  public final void read(int output, NdArray target) {
    synchronized (backend) {
      checkRan();
      program.checkOutput(output, target);
      copy(output, target);
    }
  }

  @Override
  public final Later later(int output) {
    synchronized (backend) {
      checkRan();
      return copyLater(output, NdArray.zeros(outputType(output)));
    }
  }

  private void checkRan() {
    checkOpen();
    if (!ran) {
      throw new IllegalStateException("program " + program.getName() + " has not run yet");
    }
  }
}
