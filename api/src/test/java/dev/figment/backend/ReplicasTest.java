package dev.figment.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.compile.Simplify;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import org.junit.jupiter.api.Test;

/** Programs that several replicas run together, as the reference plays them. */
class ReplicasTest {
  private final Graph graph = new Graph();
  private final Tensor rows = graph.input("rows", TensorType.f32(2, 3));
  private final Variable seed = Variable.zeros("seed", TensorType.of(DType.I32, Shape.of(2)));
  private final Variable step = Variable.zeros("step", TensorType.of(DType.I32, Shape.of(1)));

  private static NdArray counting() {
    return NdArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 4, 3);
  }

  private Executable compile() {
    graph.replicas(2);
    return ReferenceBackend.ofReplicas(2).compile(graph.build("step"));
  }

  @Test
  void each_replica_has_its_rows_and_the_mean_is_that_of_all() {
    Variable total = Variable.zeros("total", TensorType.f32(3));
    graph.replicas(2);
    graph.update(total, rows.mean(0).square().replicaMean());
    graph.output("means", rows.mean(0).replicaMean());
    try (Backend backend = ReferenceBackend.ofReplicas(2)) {
      assertThat(backend.getReplicas()).isEqualTo(2);
      Executable executable = backend.compile(graph.build("step"));
      executable.run(counting());
      assertThat(executable.read("means")).isEqualTo(NdArray.of(new float[] {5.5f, 6.5f, 7.5f}, 3));
      // The rows of the first have the means 2.5, 3.5, 4.5, those of the second 8.5, 9.5, 10.5.
      assertThat(backend.read(total))
          .isEqualTo(NdArray.of(new float[] {39.25f, 51.25f, 65.25f}, 3));
    }
  }

  @Test
  void each_replica_draws_numbers_of_its_own_and_the_first_those_of_one_alone() {
    NdArray alone = draw(1, 0);
    assertThat(draw(2, 0)).isEqualTo(alone);
    assertThat(draw(2, 1)).isNotEqualTo(alone);
  }

  /** The numbers of one replica: the others' are multiplied by zero. */
  private NdArray draw(int replicas, int wanted) {
    Graph drawing = new Graph();
    drawing.replicas(replicas);
    drawing.randomness(drawing.read(seed), drawing.read(step), 5);
    Tensor chosen = drawing.input("chosen", TensorType.f32(1));
    Tensor drawn = drawing.normal(TensorType.f32(7)).times(chosen).replicaMean();
    drawing.output("drawn", drawn.times(replicas));
    float[] which = new float[replicas];
    which[wanted] = 1;
    try (Backend backend = ReferenceBackend.ofReplicas(replicas)) {
      Executable executable = backend.compile(drawing.build("draw"));
      executable.run(NdArray.of(which, replicas));
      return executable.read("drawn");
    }
  }

  @Test
  void what_differs_between_replicas_cannot_leave_a_program() {
    graph.output("first", rows.sum());
    Executable executable = compile();
    assertThatThrownBy(() -> executable.run(counting()))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "program step: replicas 0 and 1 do not have the same value of output first\n"
                + "    take its replicaMean()");
  }

  @Test
  void what_differs_between_replicas_cannot_be_kept() {
    Variable total = Variable.zeros("total", TensorType.f32());
    graph.update(total, rows.sum());
    Executable executable = compile();
    assertThatThrownBy(() -> executable.run(counting()))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "program step: replicas 0 and 1 do not have the same value of variable total\n"
                + "    take its replicaMean()");
  }

  @Test
  void a_run_is_given_the_rows_of_all_replicas() {
    graph.output("sum", rows.sum().replicaMean());
    Executable executable = compile();
    assertThatThrownBy(() -> executable.run(NdArray.of(new float[6], 2, 3)))
        .isInstanceOf(FigmentException.class)
        .hasMessage("program step, input rows: got f32[2,3], takes f32[4,3]");
  }

  @Test
  void a_backend_runs_as_many_as_it_says_or_one() {
    graph.output("sum", rows.sum().replicaMean());
    graph.replicas(3);
    Program program = graph.build("step");
    assertThatThrownBy(() -> ReferenceBackend.ofReplicas(2).compile(program))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "program step is for 3 replicas\n"
                + "    this backend plays 2; build it for as many as getReplicas() says");
    assertThatThrownBy(() -> graph.replicas(0))
        .isInstanceOf(FigmentException.class)
        .hasMessage("a program cannot be for 0 replicas\n    use 1 or more");
  }

  @Test
  void a_program_says_for_how_many_it_is_and_a_mean_over_one_disappears() {
    graph.output("sum", rows.sum().replicaMean());
    assertThat(Simplify.of(graph.build("step")).toString())
        .isEqualTo(
            """
            program step
              %0 f32[2,3] = input(rows)
              %1 f32[1,1] = sum(axes=[0, 1]) %0
              %2 f32[] = reshape([]) %1
              output sum = %2
            """);
    Graph two = new Graph();
    two.replicas(2);
    two.output("mean", two.input("rows", rows.getType()).replicaMean());
    assertThat(Simplify.of(two.build("step")).toString())
        .isEqualTo(
            """
            program step on 2 replicas
              %0 f32[2,3] = input(rows)
              %1 f32[2,3] = replicaMean(2) %0
              output mean = %1
            """);
  }
}
