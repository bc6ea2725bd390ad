package dev.figment.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import org.junit.jupiter.api.Test;

class BackendProviderTest {
  @Test
  void never_chooses_the_reference_backend_by_itself() {
    assertThatThrownBy(Backend::fastest)
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            """
            no backend works here
                reference: taken by name only
                add figment-runtime-cpu (or figment-runtime-cuda) to the class path\
            """);
  }

  @Test
  void opens_a_backend_by_its_name() {
    try (Backend backend = Backend.named("reference")) {
      assertThat(backend).isInstanceOf(ReferenceBackend.class);
    }
  }

  @Test
  void names_what_there_is_when_a_name_is_unknown() {
    assertThatThrownBy(() -> Backend.named("cuda"))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "there is no backend named cuda\n"
                + "    on the class path are [reference]; add figment-runtime-cuda for another");
  }

  @Test
  void a_probe_says_why() {
    assertThat(Probe.available("two threads")).hasToString("available: two threads");
    assertThat(Probe.unavailable("no driver")).hasToString("unavailable: no driver");
    assertThat(Probe.unavailable("no driver").isAvailable()).isFalse();
  }

  @Test
  void the_reference_backend_plans_nothing() {
    Graph graph = new Graph();
    graph.output("y", graph.input("x", TensorType.f32(2)).exp());
    try (Backend backend = Backend.named("reference")) {
      assertThat(backend.compile(graph.build("p")).getFootprint()).isNull();
    }
  }

  @Test
  void the_null_backend_checks_and_computes_nothing() {
    Graph graph = new Graph();
    Variable weight = Variable.zeros("weight", TensorType.f32(2));
    graph.update(weight, graph.read(weight).plus(1));
    graph.output("y", graph.input("x", TensorType.f32(2)).exp());
    NdArray given = NdArray.of(new float[] {1, 2}, 2);
    NullBackend backend = new NullBackend();
    Executable program = backend.compile(graph.build("p"));
    backend.write(weight, given);
    given.set(0, 9);
    program.run(given);
    assertThat(program.read("y")).isEqualTo(NdArray.of(new float[2], 2));
    assertThat(backend.read(weight)).isEqualTo(NdArray.of(new float[] {1, 2}, 2));
    assertThatThrownBy(() -> program.run(NdArray.of(new float[1], 1)))
        .isInstanceOf(FigmentException.class)
        .hasMessage("program p, input x: got f32[1], takes f32[2]");
    backend.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> program.run(given))
        .withMessage("the null backend is closed");
  }
}
