package dev.figment.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.DType;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import org.junit.jupiter.api.Test;

/** Which values of a step lie in 16 bits, those of 1000 elements and more being large. */
class HalvesTest {
  private static final int LARGE = 1000;

  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", TensorType.f32(64, 32));
  private final Variable weight = Variable.zeros("weight", TensorType.f32(32, 32));

  private Format format(Tensor tensor) {
    return new Halves(graph.build("step"), Format.BF16, LARGE).of(tensor);
  }

  @Test
  void products_and_what_is_computed_point_by_point_are_halves() {
    Tensor product = x.matMul(graph.read(weight));
    Tensor active = product.relu();
    graph.output("sum", active.sum());
    assertThat(format(product)).isEqualTo(Format.BF16);
    assertThat(format(active)).isEqualTo(Format.BF16);
  }

  @Test
  void without_a_format_of_16_bits_everything_lies_in_full() {
    Tensor product = x.matMul(graph.read(weight));
    graph.output("sum", product.sum());
    Halves none = new Halves(graph.build("step"), null, LARGE);
    assertThat(none.of(product)).isEqualTo(Format.F32);
    assertThat(none.ofFactor(Format.F32)).isEqualTo(Format.F32);
  }

  @Test
  void small_values_are_halves_only_if_a_product_reads_them() {
    Tensor small = x.slice(0, 0, 4).matMul(graph.read(weight));
    Tensor read = small.sigmoid();
    Tensor last = read.reshape(4, 32).transpose(1, 0).matMul(read).exp();
    graph.output("sum", last.slice(0, 0, 2).sum());
    assertThat(format(small)).isEqualTo(Format.F32);
    assertThat(format(read)).isEqualTo(Format.BF16);
  }

  @Test
  void what_outputs_and_variables_are_made_of_without_a_sum_stays_in_full() {
    Tensor loss = x.matMul(graph.read(weight)).square().sum();
    Tensor gradient = loss.gradient(graph.read(weight));
    Tensor moved = graph.read(weight).minus(gradient.times(0.1));
    graph.update(weight, moved);
    Tensor shown = x.matMul(graph.read(weight)).tanh();
    Tensor logits = shown.inputs().get(0);
    graph.output("shown", shown.transpose(1, 0));
    assertThat(format(gradient)).isEqualTo(Format.F32);
    assertThat(format(moved)).isEqualTo(Format.F32);
    assertThat(format(shown)).isEqualTo(Format.F32);
    assertThat(format(logits)).isEqualTo(Format.F32);
  }

  @Test
  void sums_inputs_and_whole_numbers_stay_as_they_are() {
    Tensor sums = x.reshape(64, 32, 1).broadcast(Shape.of(64, 32, 2)).sumKept(2);
    Tensor rounded = x.times(3);
    Tensor whole = rounded.cast(DType.I32);
    graph.output("sum", sums.reshape(64, 32).plus(rounded).matMul(graph.read(weight)).sum());
    graph.output("whole", whole.sum());
    assertThat(format(x)).isEqualTo(Format.F32);
    assertThat(format(sums)).isEqualTo(Format.F32);
    assertThat(format(rounded)).isEqualTo(Format.F32);
    assertThat(format(whole)).isEqualTo(Format.I32);
  }

  @Test
  void what_a_convolution_gives_is_a_half_in_any_case() {
    Tensor images = x.reshape(2, 16, 8, 8);
    Tensor kernel = graph.input("kernel", TensorType.f32(4, 16, 3, 3));
    Tensor result = images.apply(new Conv(ConvGeometry.of(2)), kernel);
    graph.output("result", result);
    assertThat(format(result)).isEqualTo(Format.BF16);
  }
}
