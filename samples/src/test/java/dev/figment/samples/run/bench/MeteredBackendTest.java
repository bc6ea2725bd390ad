package dev.figment.samples.run.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.Footprint;
import dev.figment.backend.Later;
import dev.figment.backend.NullBackend;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeteredBackendTest {
  private static final NdArray RESULT = NdArray.zeros(TensorType.f32(3));

  /** An executable that has more to say than it must. */
  private static final class Talkative extends Executable {
    private final Executable inner;

    Talkative(Executable inner) {
      this.inner = inner;
    }

    @Override
    public Program getProgram() {
      return inner.getProgram();
    }

    @Override
    public void run(NdArray... inputs) {
      inner.run(inputs);
    }

    @Override
    public void read(int output, NdArray target) {
      throw new AssertionError("waits for the backend");
    }

    @Override
    public Later later(int output) {
      return Later.of(RESULT);
    }

    @Override
    public @Nullable Footprint getFootprint() {
      return Footprint.of(7, 64, 128);
    }
  }

  private static Program program() {
    Graph graph = new Graph();
    Variable weight = Variable.zeros("weight", TensorType.f32(2, 5));
    graph.update(weight, graph.read(weight).plus(1));
    graph.output("y", graph.input("x", TensorType.f32(3)).exp());
    graph.output("z", graph.read(Variable.zeros("a data set", TensorType.f32(100))));
    return graph.build("p");
  }

  @Test
  void does_not_wait_where_the_backend_does_not() {
    Executable executable = new Talkative(new NullBackend().compile(program()));
    MeteredExecutable metered = new MeteredExecutable(executable);
    metered.run(RESULT);
    assertThat(metered.later(0).get()).isSameAs(RESULT);
    assertThat(metered.getFootprint()).extracting(Footprint::getCommands).isEqualTo(7);
  }

  @Test
  void counts_runs_from_where_it_is_told_to() {
    try (MeteredBackend backend = new MeteredBackend(new NullBackend())) {
      Executable executable = backend.compile(program());
      executable.run(RESULT);
      backend.restart();
      executable.run(RESULT);
      executable.run(RESULT);
      assertThat(backend.programs()).extracting(MeteredExecutable::runs).containsExactly(2L);
    }
  }

  @Test
  void adds_up_the_time_of_compiling_and_the_variables_that_change() {
    try (Backend inner = new NullBackend();
        MeteredBackend backend = new MeteredBackend(inner)) {
      backend.compile(program());
      backend.compile(program());
      assertThat(backend.compileSeconds()).isPositive();
      assertThat(backend.variableBytes()).isEqualTo(2 * 4 * 2 * 5);
      assertThat(backend.getName()).isEqualTo("null");
    }
  }
}
