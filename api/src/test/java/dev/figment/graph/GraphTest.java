package dev.figment.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.op.MatMul;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final TensorType VECTOR = TensorType.f32(2);
  private static final String FOREIGN =
      " got a tensor of another graph\n"
          + "    a tensor lives in the graph that made it; read variables again in each graph";

  private final Graph graph = new Graph();
  private final Variable weight = Variable.zeros("weight", VECTOR);

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(FigmentException.class).hasMessage(message);
  }

  @Test
  void errors_and_nodes_carry_the_place() {
    Tensor x = graph.input("x", TensorType.f32(2, 3));
    Tensor inner =
        graph.within("decoder", () -> graph.within("decoder/4 upConv(32)", () -> x.times(2)));
    assertThat(inner.place()).isEqualTo("decoder/4 upConv(32)");
    assertThat(x.place()).isEmpty();
    refuses(
        () ->
            graph.within(
                "decoder",
                () ->
                    graph.within("decoder/0 dense(4)", () -> x.apply(new MatMul(false, false), x))),
        "decoder/0 dense(4): matMul cannot multiply [2, 3] by [2, 3]\n"
            + "    the inner sizes are 3 and 2");
    assertThat(x.times(3).place()).isEmpty();
  }

  @Test
  void refuses_tensors_of_another_graph() {
    Tensor own = graph.input("x", VECTOR);
    Tensor foreign = new Graph().input("y", VECTOR);
    refuses(() -> graph.within("critic", () -> own.plus(foreign)), "critic: add" + FOREIGN);
    refuses(() -> graph.output("z", foreign), "output z" + FOREIGN);
    refuses(() -> graph.update(weight, foreign), "update of weight" + FOREIGN);
    assertThat(graph.build("empty").getOutputs()).isEmpty();
  }

  @Test
  void refuses_names_that_stand_twice() {
    Tensor x = graph.input("x", VECTOR);
    refuses(() -> graph.input("x", VECTOR), "the program has two inputs named x\n    rename one");
    graph.output("y", x);
    refuses(
        () -> graph.output("y", x.plus(1)), "the program has two outputs named y\n    rename one");
    assertThat(graph.build("p").getOutputs().get("y")).isSameAs(x);
    graph.update(Variable.zeros("same", VECTOR), x);
    graph.update(Variable.zeros("same", VECTOR), x);
    refuses(() -> graph.build("p"), "program p is not sound: two variables are named same");
  }

  @Test
  void refuses_an_update_of_another_type() {
    Tensor x = graph.input("x", TensorType.f32(3));
    refuses(
        () ->
            graph.within(
                "optimizer",
                () -> {
                  graph.update(weight, x);
                  return x;
                }),
        "optimizer: variable weight f32[2] cannot become a value of type f32[3]");
  }

  @Test
  void reads_a_variable_once_and_its_latest_value_after_an_update() {
    Tensor before = graph.read(weight);
    assertThat(graph.read(weight)).isSameAs(before);
    assertThat(graph.latest(weight)).isSameAs(before);
    Tensor after = before.plus(1);
    graph.update(weight, after);
    assertThat(graph.latest(weight)).isSameAs(after);
    assertThat(graph.read(weight)).isSameAs(before);
  }

  @Test
  void refuses_random_numbers_without_a_seed() {
    refuses(
        () -> graph.within("encoder", () -> graph.normal(VECTOR)),
        "encoder: the program draws random numbers but has no seed\n"
            + "    call graph.randomness(seed, step, stream) before building the networks");
  }

  @Test
  void a_program_holds_only_what_is_needed() {
    Tensor x = graph.input("x", VECTOR);
    Tensor unused = x.exp();
    graph.read(Variable.zeros("unused", VECTOR));
    graph.output("y", x.plus(1));
    Program program = graph.build("p");
    assertThat(program.getNodes()).doesNotContain(unused).hasSize(3);
    assertThat(program.getVariables()).isEmpty();
  }

  @Test
  void a_program_is_text() {
    Tensor x = graph.input("x", VECTOR);
    x.exp();
    graph.update(weight, graph.read(weight).minus(x));
    graph.output("y", x.plus(1));
    assertThat(graph.build("step"))
        .hasToString(
            """
            program step
              %0 f32[2] = input(x)
              %1 f32[2] = variable(weight)
              %2 f32[2] = sub %1 %0
              %3 f32[2] = constant(1.0, f32[2])
              %4 f32[2] = add %0 %3
              update weight = %2
              output y = %4
            """);
  }

  @Test
  void a_program_checks_arrays_at_its_border() {
    graph.output("y", graph.input("x", VECTOR));
    Program program = graph.build("p");
    refuses(() -> program.checkInputs(), "program p takes 1 inputs, not 0\n    they are [x]");
    refuses(
        () -> program.checkInputs(NdArray.of(new float[3], 3)),
        "program p, input x: got f32[3], takes f32[2]");
    refuses(
        () -> program.checkOutput(0, NdArray.of(new int[2], 2)),
        "program p, output y: gives f32[2], not i32[2]");
    refuses(
        () -> program.checkOutput(1, NdArray.of(new float[2], 2)),
        "program p has no output 1\n    it has [y]");
    refuses(() -> program.inputIndex("z"), "program p has no input named z\n    it has [x]");
    assertThat(program.outputIndex("y")).isZero();
  }
}
