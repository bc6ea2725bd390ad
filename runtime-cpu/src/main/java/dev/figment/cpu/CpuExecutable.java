package dev.figment.cpu;

import dev.figment.NdArray;
import dev.figment.backend.CompiledExecutable;
import dev.figment.backend.Footprint;
import dev.figment.graph.Program;
import java.lang.ref.Reference;

/** A program compiled for the CPU. */
final class CpuExecutable extends CompiledExecutable {
  private final CpuBackend backend;
  private final Compiled compiled;

  CpuExecutable(CpuBackend backend, Program program, Compiled compiled) {
    super(backend, program);
    this.backend = backend;
    this.compiled = compiled;
  }

  @Override
  public Footprint getFootprint() {
    return compiled.getFootprint();
  }

  @Override
  protected void checkOpen() {
    backend.team();
  }

  @Override
  protected void compute(NdArray... inputs) {
    try {
      for (int i = 0; i < inputs.length; i++) {
        compiled.getInputs().get(i).write(inputs[i]);
      }
      backend.team().run(compiled.getPhases());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  protected void copy(int output, NdArray target) {
    try {
      compiled.getOutputs().get(output).read(target);
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
