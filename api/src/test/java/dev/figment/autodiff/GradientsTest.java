package dev.figment.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import dev.figment.op.ConvWeightGrad;
import dev.figment.op.Op;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientsTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", TensorType.f32(2, 3));

  @Test
  void refuses_variables_that_have_no_gradient() {
    Tensor labels = graph.input("labels", TensorType.of(DType.I32, Shape.of(2)));
    Tensor foreign = new Graph().input("other", TensorType.f32(2));
    assertThatThrownBy(() -> x.gradient(labels))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "a loss has no gradient with respect to %1 i32[2] = input(labels)\n"
                + "    it must be a floating tensor of the loss's own graph");
    assertThatThrownBy(() -> x.gradient(foreign))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "a loss has no gradient with respect to %0 f32[2] = input(other)\n"
                + "    it must be a floating tensor of the loss's own graph");
    assertThatThrownBy(() -> labels.gradient(x))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "a loss of integers has no gradient: %1 i32[2] = input(labels)\n    cast(F32) first");
  }

  @Test
  void gives_zeros_where_the_loss_does_not_depend() {
    Tensor other = graph.input("other", TensorType.f32(4));
    Tensor zeros = x.sum().gradient(other);
    assertThat(zeros.op()).hasToString("constant(0.0, f32[4])");
    assertThat(x.detach().sum().gradient(x).op()).hasToString("constant(0.0, f32[2,3])");
  }

  @Test
  void gives_ones_for_the_loss_itself_and_sums_the_same_variable_twice() {
    assertThat(x.gradient(x).op()).hasToString("constant(1.0, f32[2,3])");
    List<Tensor> twice = x.square().gradients(List.of(x, x));
    assertThat(twice.get(0)).isSameAs(twice.get(1));
  }

  @Test
  void differentiates_with_respect_to_values_between() {
    Tensor middle = x.square();
    Tensor loss = middle.exp().sum();
    List<Tensor> gradients = loss.gradients(List.of(middle, x));
    graph.output("middle", gradients.get(0));
    graph.output("x", gradients.get(1));
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Executable program = backend.compile(graph.build("between"));
      program.run(NdArray.of(new float[] {1, 0, 0, 0, 0, 0}, 2, 3));
      assertThat(program.read("middle").get(0)).isEqualTo((float) Math.E);
      assertThat(program.read("x").get(0)).isEqualTo((float) (2 * Math.E));
    }
  }

  @Test
  void work_that_nobody_reads_is_not_in_the_program() {
    Tensor images = graph.input("images", TensorType.f32(1, 2, 4, 4));
    Tensor weight = graph.input("weight", TensorType.f32(3, 2, 3, 3));
    Tensor loss = images.apply(new Conv(ConvGeometry.of(2)), weight).square().sum();
    graph.output("gradient", loss.gradient(images));
    Program program = graph.build("p");
    assertThat(program.getNodes()).noneMatch(node -> node.op() instanceof ConvWeightGrad);
  }

  @Test
  void a_long_chain_needs_no_deep_stack() {
    Tensor y = x;
    for (int i = 0; i < 20_000; i++) {
      y = y.unaryMinus();
    }
    graph.output("gradient", y.sum().gradient(x));
    assertThat(graph.build("long").getNodes()).hasSizeGreaterThan(20_000);
  }

  @Test
  void names_the_op_whose_rule_gives_another_type() {
    Op wrong =
        new Op() {
          @Override
          public String getName() {
            return "wrong";
          }

          @Override
          public TensorType infer(List<TensorType> inputs) {
            return inputs.get(0);
          }

          @Override
          public List<Tensor> gradient(Tensor output, Tensor gradient) {
            return Collections.singletonList(gradient.sum());
          }

          @Override
          public NdArray reference(List<NdArray> inputs, TensorType type) {
            return inputs.get(0);
          }
        };
    assertThatThrownBy(() -> x.apply(wrong).gradient(x))
        .isInstanceOf(FigmentException.class)
        .hasMessage("the gradient rule of wrong gave f32[] for an input of type f32[2,3]");
  }
}
