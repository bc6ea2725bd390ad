package dev.figment.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.DType;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FuseTest {
  @Test
  void makes_one_unit_of_a_chain_and_its_sums() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(4, 5));
    Tensor y = x.times(2).exp().plus(x);
    graph.output("rows", y.sum(1));
    graph.output("columns", y.sum(0));
    assertThat(Fuse.of(graph.build("chain")).toString())
        .isEqualTo(
            """
            schedule of chain
              mul+exp+add+sum+sum over [4, 5]: 1 in, 2 out f32[4,1] f32[1,5]
            """);
  }

  @Test
  void computes_a_layers_gradient_where_it_is_used() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(4, 5));
    Tensor w = graph.input("w", TensorType.f32(5, 6));
    Tensor b = graph.input("b", TensorType.f32(6));
    Tensor loss = x.matMul(w).plus(b).relu().square().mean();
    graph.output("loss", loss);
    graph.output("w", loss.gradient(w));
    graph.output("b", loss.gradient(b));
    assertThat(Fuse.of(Simplify.of(graph.build("layer"))).toString())
        .isEqualTo(
            """
            schedule of layer
              matMul over [4, 6]: 2 in, 1 out f32[4,6]
              add+relu+square+sum+mul+greater+mul+sum over [4, 6]: 2 in, 3 out f32[1,1] f32[4,6] f32[1,6]
              mul over []: 1 in, 1 out f32[]
              matMul over [5, 6]: 2 in, 1 out f32[5,6]
            """);
  }

  @Test
  void reads_activations_once_for_their_mean_and_variance() {
    Graph graph = new Graph();
    Tensor bias = graph.input("bias", TensorType.f32(1, 5));
    Tensor x = graph.input("x", TensorType.f32(4, 5)).plus(bias).times(2);
    graph.output("x", x);
    graph.output("mean", x.meanKept(0));
    graph.output("variance", x.varianceKept(0));
    assertThat(Fuse.of(Simplify.of(graph.build("statistics"))).toString())
        .isEqualTo(
            """
            schedule of statistics
              add+mul+add+mul+sub+sum+square+sum over [4, 5]: 4 in, 3 out f32[4,5] f32[1,5] f32[1,5]
              add+mul+add+mul+mul+square+mul+sub+max over [1, 5]: 4 in, 2 out f32[1,5] f32[1,5]
            """);
  }

  /** A mean that waits for another one is an exchange of its own. */
  @Test
  void takes_means_over_replicas_together() {
    Graph graph = new Graph();
    graph.replicas(2);
    Tensor x = graph.input("x", TensorType.f32(4, 5));
    Tensor sum = x.sumKept(1).replicaMean();
    graph.output("sum", sum);
    graph.output("exp", x.exp().replicaMean());
    graph.output("after", sum.sqrt().replicaMean());
    graph.output("again", sum.replicaMean());
    assertThat(Fuse.of(graph.build("means")).toString())
        .isEqualTo(
            """
            schedule of means
              sum+exp over [4, 5]: 1 in, 2 out f32[4,1] f32[4,5]
              replicaMean+replicaMean over [4, 1]: 2 in, 2 out f32[4,1] f32[4,5]
              sqrt over [4, 1]: 1 in, 1 out f32[4,1]
              replicaMean+replicaMean over [4, 1]: 2 in, 2 out f32[4,1] f32[4,1]
            """);
  }

  @Test
  void does_not_make_a_unit_wait_for_itself() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(4, 4));
    Tensor y = x.exp();
    graph.output("z", y.plus(y.matMul(x)).plus(y.sumKept(1)));
    Schedule schedule = Fuse.of(graph.build("cycle"));
    checkOrder(schedule);
    assertThat(schedule.getUnits()).hasSize(3);
  }

  @TestFactory
  Stream<DynamicTest> orders_units_after_what_they_read() {
    return OpCases.all().stream()
        .filter(row -> row.getOrder() >= 1)
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getName(),
                    () -> {
                      OpCase.Built built = row.build(DType.F32, 1);
                      checkOrder(Fuse.of(built.getProgram()));
                    }));
  }

  private static void checkOrder(Schedule schedule) {
    Set<Tensor> computed = new HashSet<>();
    for (Unit unit : schedule.getUnits()) {
      for (Tensor input : unit.getInputs()) {
        checkComputed(computed, input);
      }
      for (Tensor node : unit.getNodes()) {
        assertThat(computed.add(node)).as("%s is computed once", node).isTrue();
      }
    }
  }

  private static void checkComputed(Set<Tensor> computed, Tensor tensor) {
    if (Fuse.isFree(tensor)) {
      tensor.inputs().forEach(input -> checkComputed(computed, input));
    } else {
      assertThat(computed).contains(tensor);
    }
  }
}
