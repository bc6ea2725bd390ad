package dev.figment.cuda;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.backend.Executable;
import dev.figment.cuda.driver.Device;
import dev.figment.graph.Program;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/** A program compiled for a GPU. */
final class CudaExecutable extends Executable {
  private final CudaBackend backend;
  private final Program program;
  private final Compiled compiled;
  private boolean ran;
  private @Nullable Throwable broken;

  CudaExecutable(CudaBackend backend, Program program, Compiled compiled) {
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
        run(backend.device(), inputs);
      } finally {
        Reference.reachabilityFence(this);
      }
    }
  }

  private void run(Device device, NdArray... inputs) {
    program.checkInputs(inputs);
    if (broken != null) {
      String fact = "program " + program.getName() + " failed in an earlier run";
      throw new FigmentException(broken, fact, "compile it again");
    }
    try {
      for (int i = 0; i < inputs.length; i++) {
        compiled.getInputs().get(i).write(device, inputs[i]);
      }
      compiled.run();
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
        copy(backend.device(), output, target);
      } finally {
        Reference.reachabilityFence(this);
      }
    }
  }

  private void copy(Device device, int output, NdArray target) {
    if (!ran) {
      throw new IllegalStateException("program " + program.getName() + " has not run yet");
    }
    program.checkOutput(output, target);
    compiled.getOutputs().get(output).read(device, target);
  }
}
