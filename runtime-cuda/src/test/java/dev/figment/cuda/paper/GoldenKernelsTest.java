package dev.figment.cuda.paper;

import dev.figment.DType;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.cuda.source.KernelText;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import dev.figment.op.MaxPool;
import dev.figment.op.MaxPoolScatter;
import dev.figment.op.ScatterAdd;
import dev.figment.optim.Adam;
import dev.figment.optim.OptimizerState;
import dev.figment.testing.Golden;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One kernel of each kind, word for word. */
class GoldenKernelsTest {
  /** Compares the kernels of a program with a file. */
  private static void check(String file, Program program) {
    StringBuilder text = new StringBuilder();
    for (KernelText kernel : new PaperPlan(program).kernels()) {
      text.append(text.length() == 0 ? "" : "\n");
      text.append("// ").append(kernel.getBlocksX()).append(" x ").append(kernel.getBlocksY());
      text.append(" blocks of ").append(kernel.getThreadsX()).append(" x ");
      text.append(kernel.getThreadsY()).append(" threads\n").append(kernel.getText());
    }
    Golden.check("kernels-" + file + ".cu", text.toString());
  }

  /** Compares the kernels of a function of one value with a file. */
  private static void check(String file, UnaryOperator<Tensor> function, int... dims) {
    Graph graph = new Graph();
    graph.output("y", function.apply(graph.input("x", TensorType.f32(dims))));
    check(file, graph.build(file));
  }

  private static Tensor vector(Graph graph, int size) {
    return graph.input("vector", TensorType.f32(size));
  }

  @Test
  void neighbours_are_read_and_written_sixteen_bytes_at_a_time() {
    check(
        "pointwise-wide",
        x -> {
          Tensor y = x.plus(vector(x.graph(), 400).reshape(1, 400).broadcast(x.getShape()));
          return y.times(y.sigmoid());
        },
        128,
        400);
  }

  @Test
  void a_number_that_four_does_not_divide_is_computed_one_by_one() {
    check("pointwise-odd", x -> x.tanh().times(2), 3, 5, 7);
  }

  @Test
  void what_begins_between_sixteen_bytes_is_read_one_by_one() {
    check("pointwise-slice", x -> x.slice(1, 1, 8).plus(1), 4, 9);
  }

  @Test
  void numbers_of_bf16_are_read_and_written_eight_at_a_time() {
    Graph graph = new Graph();
    graph.precision(Precision.BF16);
    Tensor x = graph.input("x", TensorType.f32(128, 400));
    Tensor w = graph.input("w", TensorType.f32(400, 400));
    Tensor bias = vector(graph, 400).reshape(1, 400).broadcast(x.getShape());
    Tensor y = x.matMul(w).plus(bias);
    graph.output("y", y.times(y.sigmoid()).matMul(w));
    check("bf16", graph.build("bf16"));
  }

  @Test
  void numbers_of_fp16_are_added_up_in_full() {
    Graph graph = new Graph();
    graph.precision(Precision.FP16);
    Tensor x = graph.input("x", TensorType.f32(128, 400));
    Tensor w = graph.input("w", TensorType.f32(400, 400));
    Tensor y = x.matMul(w);
    graph.output("rows", y.square().sum(1));
    graph.output("columns", y.sum(0));
    check("fp16", graph.build("fp16"));
  }

  @Test
  void a_transpose_is_read_with_its_steps() {
    check(
        "transpose",
        x -> {
          Tensor y = x.transpose(0, 2, 3, 1);
          return y.times(vector(x.graph(), 32).reshape(1, 1, 1, 32).broadcast(y.getShape()));
        },
        16,
        32,
        14,
        14);
  }

  @Test
  void a_short_row_is_summed_by_a_warp() {
    check("sum-of-rows", x -> x.square().sum(1), 128, 784);
  }

  @Test
  void a_long_row_is_summed_by_a_block_and_shared_by_several() {
    check("sum-of-long-rows", x -> x.square().sum(1), 4, 65536);
  }

  @Test
  void columns_are_summed_side_by_side() {
    check("sum-of-columns", x -> x.sum(0), 128, 400);
  }

  @Test
  void a_few_rows_are_summed_by_one_thread_for_each_column() {
    check("sum-of-few-rows", x -> x.sum(1), 4096, 4, 64);
  }

  @Test
  void everything_is_summed_in_parts() {
    check("mean", x -> x.abs().mean(), 64, 1, 28, 28);
  }

  @Test
  void the_largest_of_a_row_keeps_what_is_no_number() {
    check("largest-of-rows", x -> x.maximumKept(1), 128, 10);
  }

  @Test
  void statistics_of_channels_are_made_of_what_a_convolution_leaves() {
    check(
        "channel-statistics",
        x -> {
          Tensor w = x.graph().input("w", TensorType.f32(32, 16, 3, 3));
          Tensor y = x.apply(new Conv(ConvGeometry.of(2).pad(1)), w);
          Tensor mean = y.meanKept(0, 2, 3);
          return y.minus(mean).square().meanKept(0, 2, 3).plus(mean);
        },
        64,
        16,
        14,
        14);
  }

  @Test
  void softmax_is_two_reductions_and_a_loop() {
    check("softmax", Tensor::softmax, 128, 10);
  }

  @Test
  void normal_and_uniform_numbers_are_drawn_four_at_a_time() {
    Graph graph = new Graph();
    graph.randomness(
        graph.input("seed", TensorType.of(DType.I32, Shape.of(2))),
        graph.input("step", TensorType.of(DType.I32, Shape.of(1))),
        3);
    Tensor x = graph.input("x", TensorType.f32(128, 400));
    graph.output("noisy", x.plus(graph.normal(x.getType())));
    graph.output("dropped", x.times(graph.uniform(x.getType()).greater(0.5)).times(2));
    check("random", graph.build("random"));
  }

  @Test
  void rows_are_gathered_and_added_up() {
    Graph graph = new Graph();
    Tensor numbers = graph.input("numbers", TensorType.of(DType.I32, Shape.of(128)));
    Tensor table = graph.input("table", TensorType.f32(10, 16));
    Tensor rows = graph.input("rows", TensorType.f32(128, 16));
    graph.output("gathered", table.gather(numbers));
    graph.output("added", rows.apply(new ScatterAdd(10), numbers));
    check("rows", graph.build("rows"));
  }

  @Test
  void windows_are_searched_by_their_results_and_by_their_elements() {
    Graph graph = new Graph();
    ConvGeometry geometry = ConvGeometry.of(2).stride(2).pad(1);
    Tensor x = graph.input("x", TensorType.f32(2, 8, 28, 28));
    Tensor y = x.apply(new MaxPool(geometry, 3, 3), x);
    Tensor g = graph.input("g", y.getType());
    graph.output("pool", y);
    graph.output("scatter", x.apply(new MaxPoolScatter(geometry, 3, 3), g));
    check("max-pool", graph.build("max-pool"));
  }

  @Test
  void an_update_of_adam_is_one_loop_in_place() {
    Graph graph = new Graph();
    Variable weight = Variable.zeros("weight", TensorType.f32(256, 400));
    Tensor gradient = graph.input("gradient", weight.getType());
    OptimizerState state = Adam.learningRate(1e-3).begin("adam");
    state.update(graph, List.of(weight), List.of(gradient));
    check("adam", graph.build("adam"));
  }
}
