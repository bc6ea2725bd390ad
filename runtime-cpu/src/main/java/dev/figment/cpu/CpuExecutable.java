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
      try {
        run(backend.team(), inputs);
      } finally {
        Reference.reachabilityFence(this);
      }
    }
  }

  private void run(Team team, NdArray... inputs) {
    program.checkInputs(inputs);
    if (broken != null) {
      String fact = "program " + program.getName() + " failed in an earlier run";
      throw new FigmentException(broken, fact, "compile it again");
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
  }

  @Override
  public void read(int output, NdArray target) {
    synchronized (backend) {
      try {
        backend.team();
        copy(output, target);
      } finally {
        Reference.reachabilityFence(this);
      }
    }
  }

  private void copy(int output, NdArray target) {
    if (!ran) {
      throw new IllegalStateException("program " + program.getName() + " has not run yet");
    }
    program.checkOutput(output, target);
    compiled.getOutputs().get(output).read(target);
  }
}
