package dev.figment.graph;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.op.Pointwise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each promise of a program, broken on purpose. */
class ProgramVerifierTest {
  private static final TensorType VECTOR = TensorType.f32(2);

  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", VECTOR);
  private final Tensor y = x.exp();
  private final Variable weight = Variable.zeros("weight", VECTOR);
  private final List<Tensor> nodes = new ArrayList<>(List.of(x, y));
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<Variable, Tensor> variables = new LinkedHashMap<>();
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();
  private final Map<Variable, Tensor> updates = new LinkedHashMap<>();

  @BeforeEach
  void begin_with_a_sound_program() {
    inputs.put("x", x);
    outputs.put("y", y);
    assertThatCode(this::verify).doesNotThrowAnyException();
  }

  private void verify() {
    verify(1);
  }

  private void verify(int replicas) {
    ProgramVerifier.verify(
        new Program("p", nodes, inputs, variables, outputs, updates, Precision.FP32, replicas));
  }

  private void breaks(String fact) {
    assertThatThrownBy(this::verify)
        .isInstanceOf(FigmentException.class)
        .hasMessage("program p is not sound: " + fact);
  }

  @Test
  void nodes_come_after_their_inputs() {
    java.util.Collections.reverse(nodes);
    breaks("%1 f32[2] = exp comes before its input %0 f32[2] = input(x)");
  }

  @Test
  void inputs_that_replicas_share_have_rows() {
    assertThatCode(() -> verify(2)).doesNotThrowAnyException();
    Tensor single = graph.input("rate", TensorType.of(DType.F32, Shape.SCALAR));
    nodes.add(single);
    inputs.put("rate", single);
    assertThatThrownBy(() -> verify(2))
        .hasMessage("program p is not sound: input rate has no rows that replicas could share");
  }

  @Test
  void nodes_have_the_types_that_their_ops_infer() {
    nodes.add(new Tensor(graph, 9, Pointwise.EXP, List.of(x), TensorType.f32(3), ""));
    breaks("%9 f32[3] = exp should have the type f32[2]");
  }

  @Test
  void nodes_stand_once() {
    nodes.add(y);
    breaks("%1 f32[2] = exp stands twice");
  }

  @Test
  void values_from_outside_are_declared() {
    nodes.add(graph.read(weight));
    breaks("%2 f32[2] = variable(weight) is neither an input nor a variable of it");
  }

  @Test
  void declared_inputs_are_nodes() {
    inputs.put("z", graph.input("z", VECTOR));
    breaks("%2 f32[2] = input(z) is declared but missing");
  }

  @Test
  void names_of_variables_are_unique() {
    Variable other = Variable.zeros("weight", VECTOR);
    for (Variable variable : List.of(weight, other)) {
      variables.put(variable, graph.read(variable));
      nodes.add(graph.read(variable));
    }
    breaks("two variables are named weight");
  }

  @Test
  void variables_are_read_as_they_are() {
    variables.put(Variable.zeros("weight", TensorType.f32(3)), graph.read(weight));
    nodes.add(graph.read(weight));
    breaks("weight f32[3] is read as f32[2]");
  }

  @Test
  void updates_are_nodes() {
    declareWeight();
    updates.put(weight, y.exp());
    breaks("the update of weight f32[2] is missing");
  }

  @Test
  void updated_variables_are_declared() {
    updates.put(weight, y);
    breaks("weight f32[2] is updated but not declared");
  }

  @Test
  void updates_have_the_type_of_their_variables() {
    declareWeight();
    Tensor wide = graph.fill(1, TensorType.f32(3));
    nodes.add(wide);
    updates.put(weight, wide);
    breaks("weight f32[2] is updated with f32[3]");
  }

  @Test
  void outputs_are_nodes() {
    outputs.put("z", y.exp());
    breaks("output z is missing");
  }

  private void declareWeight() {
    variables.put(weight, graph.read(weight));
    nodes.add(graph.read(weight));
  }
}
