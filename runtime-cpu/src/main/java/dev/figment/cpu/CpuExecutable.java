package dev.figment.cpu;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.backend.Executable;
import dev.figment.graph.Program;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/** A program compiled for the CPU. */
final class CpuExecutable extends Executable {
  private final CpuBackend backend;
  private final Program program;
  private final Compiled compiled;
  private boolean ran;
  private @Nullable Throwable broken;

  CpuExecutable(CpuBackend backend, Program program, Compiled compiled) {
    this.backend = backend;
    this.program = program;
    this.compiled = compiled;
  }

  @Override
  public Program getProgram() {
    return program;
  }

  @Override
  public void run(NdArray... inputs) {
    synchronized (backend) {
      Team team = backend.team();
      program.checkInputs(inputs);
      if (broken != null) {
        throw new FigmentException(
            broken,
            "program " + program.getName() + " failed in an earlier run",
            "compile it again");
      }
      for (int i = 0; i < inputs.length; i++) {
        compiled.getInputs().get(i).write(inputs[i]);
      }
      try {
        team.run(compiled.getPhases());
      } catch (RuntimeException | Error failure) {
        broken = failure;
        throw failure;
      }
      ran = true;
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void read(int output, NdArray target) {
    synchronized (backend) {
      backend.team();
      if (!ran) {
        throw new IllegalStateException("program " + program.getName() + " has not run yet");
      }
      Port port = compiled.getOutputs().get(output);
      if (!target.getShape().equals(port.getShape())) {
        throw new FigmentException(
            "output "
                + output
                + " of program "
                + program.getName()
                + " has the shape "
                + port.getShape()
                + ", the array to read it into "
                + target.getShape());
      }
      port.read(target);
      Reference.reachabilityFence(this);
    }
  }
}
