package dev.figment.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.op.Gather;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OnnxModelTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", TensorType.f32(Shape.N, 4));

  private static NdArray initial(Variable variable) {
    return variable.initialValue(0);
  }

  private Variable weight(String name, int... dims) {
    return Variable.of(
        name,
        TensorType.f32(dims),
        seed -> {
          NdArray array = NdArray.zeros(TensorType.f32(dims));
          for (int i = 0; i < array.getSize(); i++) {
            array.set(i, i + 0.5);
          }
          return array;
        });
  }

  private GraphProto export() throws Exception {
    return parse(graph.build("test"), OnnxModelTest::initial).getGraph();
  }

  private static ModelProto parse(Program program, Function<Variable, NdArray> weights)
      throws Exception {
    return ModelProto.parseFrom(bytes(program, weights));
  }

  private static byte[] bytes(Program program, Function<Variable, NdArray> weights)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OnnxModel.of(program, weights)
        .metadata(OnnxMetadata.of("test", Shape.of(1, 2, 2)))
        .writeTo(out);
    return out.toByteArray();
  }

  private static List<String> operators(GraphProto graph) {
    return graph.getNodeList().stream().map(NodeProto::getOpType).collect(Collectors.toList());
  }

  @Test
  void writes_opset_17_and_ir_version_8() throws Exception {
    graph.output("y", x.exp());
    ModelProto model = parse(graph.build("test"), OnnxModelTest::initial);
    assertThat(model.getIrVersion()).isEqualTo(8);
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
    assertThat(model.getOpsetImport(0).getDomain()).isEmpty();
    assertThat(model.getProducerName()).isEqualTo("figment");
    assertThat(model.getGraph().getName()).isEqualTo("test");
  }

  @Test
  void writes_what_the_official_parser_would_write() throws Exception {
    graph.output("y", x.matMul(graph.read(weight("w", 4, 3))).relu().plus(0.5));
    byte[] bytes = bytes(graph.build("test"), OnnxModelTest::initial);
    assertThat(ModelProto.parseFrom(bytes).toByteArray()).isEqualTo(bytes);
  }

  @Test
  void writes_the_same_bytes_for_the_same_model() throws Exception {
    graph.output("y", x.matMul(graph.read(weight("w", 4, 3))).softmax());
    Program program = graph.build("test");
    assertThat(bytes(program, OnnxModelTest::initial))
        .isEqualTo(bytes(program, OnnxModelTest::initial));
  }

  @Test
  void keeps_names_of_inputs_and_outputs_and_calls_the_batch_n() throws Exception {
    Tensor y = x.exp();
    graph.output("y", y);
    graph.output("same", y);
    graph.output("input", x);
    GraphProto exported = export();
    assertThat(exported.getOutputList().stream().map(ValueInfoProto::getName))
        .containsExactly("y", "same", "input");
    ValueInfoProto input = exported.getInput(0);
    assertThat(input.getName()).isEqualTo("x");
    assertThat(input.getType().getTensorType().getShape().getDim(0).getDimParam()).isEqualTo("N");
    assertThat(input.getType().getTensorType().getShape().getDim(1).getDimValue()).isEqualTo(4);
  }

  @Test
  void makes_initializers_of_variables_under_their_names() throws Exception {
    graph.output("y", x.matMul(graph.read(weight("decoder/0 dense/weight", 4, 2))));
    TensorProto weight = export().getInitializer(0);
    assertThat(weight.getName()).isEqualTo("decoder/0 dense/weight");
    assertThat(weight.getDimsList()).containsExactly(4L, 2L);
    assertThat(
            weight
                .getRawData()
                .asReadOnlyByteBuffer()
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(3))
        .isEqualTo(3.5f);
  }

  @Test
  void leaves_broadcasting_to_pointwise_operators() throws Exception {
    Tensor bias = graph.read(weight("bias", 4));
    graph.output("y", x.plus(bias).times(2).max(graph.constant(0)));
    GraphProto exported = export();
    assertThat(operators(exported)).containsExactly("Add", "Mul", "Max");
    assertThat(exported.getNode(1).getInputList()).hasSize(2);
    assertThat(exported.getInitializerList().stream().map(TensorProto::getDimsCount))
        .containsExactly(1, 0, 0);
  }

  @Test
  void expands_where_an_operator_needs_the_whole_value() throws Exception {
    Tensor row = graph.read(weight("row", 1, 3)).broadcast(Shape.of(Shape.N, 3));
    graph.output("y", x.concat(1, row));
    assertThat(operators(export())).containsExactly("Shape", "Concat", "Expand", "Concat");
  }

  @Test
  void writes_equal_constants_once() throws Exception {
    graph.output("y", x.times(2).plus(2).div(2).reshape(Shape.N, 2, 2).reshape(Shape.N, 2, 2, 1));
    GraphProto exported = export();
    assertThat(exported.getInitializerCount()).isEqualTo(3);
  }

  @Test
  void names_nodes_by_their_place() throws Exception {
    Tensor y = graph.within("decoder/4 silu", () -> x.times(x.sigmoid()));
    graph.output("y", y);
    assertThat(export().getNodeList().stream().map(NodeProto::getName))
        .containsExactly("decoder/4 silu/sigmoid", "decoder/4 silu/mul");
  }

  @Test
  void writes_integers_as_int64_everywhere() throws Exception {
    Tensor rows = graph.input("rows", TensorType.of(DType.I32, Shape.of(Shape.N)));
    Tensor table = graph.read(weight("table", 5, 4));
    graph.output("y", table.apply(new Gather(), rows.plus(1)));
    GraphProto exported = export();
    assertThat(exported.getInput(1).getType().getTensorType().getElemType()).isEqualTo(7);
    assertThat(exported.getInitializerList().stream().map(TensorProto::getDataType))
        .containsOnly(1, 7);
  }

  @Test
  void refuses_a_program_that_updates_variables() {
    Variable counter = Variable.zeros("counter", TensorType.f32(1));
    graph.update(counter, graph.read(counter).plus(1));
    Program program = graph.build("step");
    assertThatThrownBy(() -> OnnxModel.of(program, OnnxModelTest::initial))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "program step updates variables and cannot be exported to ONNX\n"
                + "    build a program that only reads them; the first is counter");
  }

  @Test
  void refuses_an_op_with_its_place_and_reason() {
    Variable seed = Variable.zeros("seed", TensorType.of(DType.I32, Shape.of(2)));
    Variable step = Variable.zeros("step", TensorType.of(DType.I32, Shape.of(1)));
    graph.randomness(graph.read(seed), graph.read(step), 0);
    graph.output("y", graph.within("encoder/3 dropout", () -> graph.uniform(TensorType.f32(4))));
    Program program = graph.build("test");
    assertThatThrownBy(() -> OnnxModel.of(program, OnnxModelTest::initial))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "encoder/3 dropout: random cannot be exported to ONNX: it belongs to training and has"
                + " no ONNX form\n    the node is %3 f32[4] = random(uniform, f32[4], stream=0)");
  }

  @Test
  void refuses_doubles_and_functions_that_onnx_lacks_on_integers() {
    graph.output("y", x.cast(DType.F64).exp().cast(DType.F32));
    Program doubles = graph.build("doubles");
    assertThatThrownBy(() -> OnnxModel.of(doubles, OnnxModelTest::initial))
        .hasMessageContaining("ONNX Runtime computes few operators in f64; cast to F32");
    Graph other = new Graph();
    other.output("y", other.input("x", TensorType.of(DType.I32, Shape.of(2))).floor());
    Program integers = other.build("integers");
    assertThatThrownBy(() -> OnnxModel.of(integers, OnnxModelTest::initial))
        .hasMessageContaining(
            "floor cannot be exported to ONNX: ONNX has it for floating-point numbers");
  }

  @Test
  void refuses_one_name_for_an_input_and_an_output() {
    graph.output("x", x.exp());
    Program program = graph.build("test");
    assertThatThrownBy(() -> OnnxModel.of(program, OnnxModelTest::initial))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "program test has an input and an output named x\n"
                + "    ONNX wants every value to have a name of its own; rename one");
  }

  @Test
  void refuses_a_batch_that_no_input_tells() {
    Graph other = new Graph();
    other.output("y", other.fill(1, TensorType.f32(Shape.N, 2)));
    Program program = other.build("test");
    assertThatThrownBy(() -> OnnxModel.of(program, OnnxModelTest::initial))
        .hasMessageContaining("no input has a free batch to take it from");
  }

  @Test
  void refuses_values_of_another_type_than_the_variable() {
    graph.output("y", x.plus(graph.read(weight("bias", 4))));
    Program program = graph.build("test");
    assertThatThrownBy(() -> bytes(program, variable -> NdArray.of(new float[5], 5)))
        .isInstanceOf(FigmentException.class)
        .hasMessage("weight bias should be f32[4], but the values are f32[5]");
  }

  @Test
  void names_clashing_values_apart() throws Exception {
    graph.output("y", x.exp().plus(graph.read(weight("exp", 4))).plus(graph.read(weight("x", 4))));
    GraphProto exported = export();
    assertThat(exported.getInitializerList().stream().map(TensorProto::getName))
        .containsExactly("exp", "x_1");
    assertThat(exported.getNode(0).getOutput(0)).isEqualTo("exp_1");
  }

  @Test
  void carries_the_version_of_the_build() throws Exception {
    String pom = new String(Files.readAllBytes(Paths.get("pom.xml")), UTF_8);
    assertThat(pom)
        .containsPattern("<version>" + FigmentVersion.CURRENT + "(-SNAPSHOT)?</version>");
  }
}
