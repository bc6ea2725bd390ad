package dev.figment.samples.run.bench;

import dev.figment.NdArray;
import dev.figment.backend.Executable;
import dev.figment.backend.Footprint;
import dev.figment.backend.Later;
import dev.figment.graph.Program;
import org.jspecify.annotations.Nullable;

/** An executable whose runs are counted. */
final class MeteredExecutable extends Executable {
  private final Executable inner;
  private long runs;

  MeteredExecutable(Executable inner) {
    this.inner = inner;
  }

  @Override
  public Program getProgram() {
    return inner.getProgram();
  }

  @Override
  public void run(NdArray... inputs) {
    inner.run(inputs);
    runs++;
  }

  @Override
  public void read(int output, NdArray target) {
    inner.read(output, target);
  }

  @Override
  public Later later(int output) {
    return inner.later(output);
  }

  @Override
  public @Nullable Footprint getFootprint() {
    return inner.getFootprint();
  }

  long runs() {
    return runs;
  }

  void restart() {
    runs = 0;
  }
}
