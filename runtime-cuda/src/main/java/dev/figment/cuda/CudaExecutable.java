package dev.figment.cuda;

import dev.figment.NdArray;
import dev.figment.backend.CompiledExecutable;
import dev.figment.backend.Footprint;
import dev.figment.backend.Later;
import dev.figment.graph.Program;
import java.lang.ref.Reference;

/** A program compiled for a GPU. */
final class CudaExecutable extends CompiledExecutable {
  private final CudaBackend backend;
  private final Compiled compiled;

  CudaExecutable(CudaBackend backend, Program program, Compiled compiled) {
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
    backend.device();
  }

  @Override
  protected void compute(NdArray... inputs) {
    try {
      write(inputs);
      compiled.run();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Copies what the next run is given to the GPU. */
  void write(NdArray... inputs) {
    for (int i = 0; i < inputs.length; i++) {
      compiled.getInputs().get(i).write(backend.device(), inputs[i]);
    }
  }

  Compiled compiled() {
    return compiled;
  }

  @Override
  protected Later copyLater(int output, NdArray target) {
    try {
      Runnable wait = compiled.getOutputs().get(output).readLater(backend.device(), target);
      return new Later() {
        @Override
        public boolean isHere() {
          return false;
        }

        @Override
        public NdArray get() {
          synchronized (backend) {
            backend.device();
            wait.run();
            return target;
          }
        }
      };
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  protected void copy(int output, NdArray target) {
    try {
      compiled.getOutputs().get(output).read(backend.device(), target);
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
