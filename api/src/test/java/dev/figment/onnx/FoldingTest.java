package dev.figment.onnx;

import static dev.figment.nn.Layers.batchNorm;
import static dev.figment.nn.Layers.conditionalBatchNorm;
import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.layer;
import static dev.figment.nn.Layers.leakyRelu;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.residual;
import static dev.figment.nn.Layers.silu;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.tanh;
import static dev.figment.nn.Layers.upConv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import dev.figment.nn.Layer;
import dev.figment.nn.Mode;
import dev.figment.nn.Network;
import dev.figment.nn.Scope;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import dev.figment.op.ConvInputGrad;
import dev.figment.op.Placeholder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports whose fixed part is folded, beside the same network exported with all variables as
 * inputs, which leaves nothing to fold.
 */
class FoldingTest {
  private static final int BATCH = 3;

  @TempDir static Path folder;

  /** Builds the output of a program of an input, which has a free batch. */
  interface Body {
    Tensor build(Tensor x);
  }

  @Test
  void batch_norm_disappears_from_a_generator() throws IOException {
    Layer generator =
        stack(
            dense(16 * 2 * 2).withoutBias(),
            reshape(16, 2, 2),
            batchNorm(),
            relu(),
            upConv(8).doubling().withoutBias(),
            batchNorm(),
            relu(),
            upConv(3).doubling(),
            tanh());
    Program program = program(layers(generator, Shape.of(Shape.N, 5), 0), Shape.of(5));
    GraphProto folded = export(program);
    assertThat(operators(export(open(program))))
        .hasSize(29)
        .contains("Sqrt", "Div", "Sub")
        .containsSubsequence("Sqrt", "Div", "Sub", "Mul", "Add", "Relu", "ConvTranspose");
    assertThat(operators(folded))
        .containsExactly(
            "Gemm",
            "Add",
            "Reshape",
            "Relu",
            "ConvTranspose",
            "Add",
            "Relu",
            "ConvTranspose",
            "Add",
            "Tanh");
    assertThat(folded.getInitializerList().stream().map(TensorProto::getName))
        .as("a weight and a sum a layer, and the shape")
        .containsExactlyInAnyOrder(
            "net/1 dense(64)/mul",
            "net/3 batchNorm()/add",
            "net/5 upConv(8).kernel(4).stride(2)/mul",
            "net/6 batchNorm()/add",
            "net/8 upConv(3).kernel(4).stride(2)/weight",
            "net/8 upConv(3).kernel(4).stride(2)/bias",
            "constant");
    same(program);
  }

  @TestFactory
  Stream<DynamicTest> folds_and_computes_the_same() {
    Shape vectors = Shape.of(6);
    Shape images = Shape.of(4, 5, 6);
    Map<String, Runnable> cases = new LinkedHashMap<>();
    cases.put("dense", row(vectors, "Gemm Add", dense(7), batchNorm()));
    cases.put(
        "dense to images",
        row(vectors, "Gemm Add Reshape", dense(12), reshape(3, 2, 2), batchNorm()));
    cases.put("conv", row(images, "Conv Add", conv(8).halving(), batchNorm()));
    cases.put("conv in groups", row(images, "Conv Add", conv(8).groups(2), batchNorm()));
    cases.put("up-conv", row(images, "ConvTranspose Add", upConv(3).doubling(), batchNorm()));
    cases.put("twice", row(vectors, "Gemm Add", dense(7), batchNorm(), batchNorm()));
    cases.put(
        "numbers",
        row(
            vectors,
            "Gemm Add",
            dense(7).withoutBias(),
            layer("numbers", x -> x.times(0.5).minus(0.25).div(4).plus(x.like(1)))));
    cases.put(
        "numbers on the left",
        row(vectors, "Gemm Add", dense(7), layer("left", x -> x.like(2).times(x.like(1).plus(x)))));
    cases.put(
        "an activation that reads its input twice",
        row(images, "Conv Add Sigmoid Mul", conv(3), batchNorm(), silu()));
    cases.put(
        "an activation between",
        row(vectors, "Gemm Add Relu Sub Mul Add", dense(7), relu(), batchNorm()));
    cases.put(
        "nothing linear before",
        row(
            images,
            "Conv Add Add Sub Mul Add",
            residual(stack(conv(4), batchNorm())),
            batchNorm()));
    cases.put(
        "numbers for each pixel",
        row(
            images,
            "Conv Add Mul",
            conv(2),
            layer("pixels", x -> x.times(numbers(x, "pixels", 1, 1, 5, 6)))));
    cases.put(
        "numbers for each feature and pixel",
        row(
            vectors,
            "Gemm Add Reshape",
            dense(12),
            reshape(3, 2, 2),
            layer("pixels", x -> x.times(numbers(x, "pixels", 1, 3, 2, 1)))));
    cases.put(
        "numbers from the left by sub and div",
        row(
            vectors,
            "Gemm Add Sub Div",
            dense(3),
            layer("left", x -> x.like(1).div(x.like(2).minus(x)))));
    cases.put(
        "images flattened before",
        row(
            images,
            "Conv Add Reshape Gemm Add",
            conv(2),
            flatten(),
            dense(2).spectralNorm(),
            batchNorm()));
    cases.put(
        "a weight that is transposed",
        row(
            vectors,
            "Gemm",
            layer("transposed", x -> x.matMul(numbers(x, "w", 3, 6), false, true)),
            layer("columns", x -> x.times(numbers(x, "s", 1, 3))),
            layer("rows", x -> x.times(x.graph().constant(1).reshape(1, 1)))));
    cases.put(
        "up-conv in groups",
        row(
            images,
            "ConvTranspose Mul",
            layer(
                "groups",
                x ->
                    x.apply(
                        new ConvInputGrad(ConvGeometry.of(2).groups(2).pad(1), 5, 6),
                        numbers(x, "w", 4, 3, 3, 3))),
            layer("channels", x -> x.times(numbers(x, "s", 1, 6, 1, 1)))));
    cases.put(
        "a result that is read twice",
        row(
            images,
            "Conv Mul Add",
            layer(
                "twice",
                x -> {
                  Tensor y = x.apply(new Conv(ConvGeometry.of(2)), numbers(x, "w", 2, 4, 3, 3));
                  return y.times(numbers(x, "s", 1, 2, 1, 1)).plus(y);
                })));
    return cases.entrySet().stream()
        .map(row -> DynamicTest.dynamicTest(row.getKey(), row.getValue()::run));
  }

  private static Runnable row(Shape input, String operators, Layer... layers) {
    return () -> {
      Program program = program(layers(stack(layers), input.behind(Shape.N), 0), input);
      assertThat(String.join(" ", operators(export(program)))).isEqualTo(operators);
      same(program);
    };
  }

  @Test
  void folds_what_is_fixed_of_a_conditional_batch_norm() {
    Layer net = stack(conv(4).withoutBias(), conditionalBatchNorm(), leakyRelu(0.2));
    Program program = program(layers(net, Shape.of(Shape.N, 2, 4, 4), 3), Shape.of(2, 4, 4));
    assertThat(operators(export(program))).doesNotContain("Sqrt", "Sub").contains("Gather");
    same(program);
  }

  @Test
  void computes_what_is_folded_in_double_precision_and_rounds_it_once() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(Shape.N, 2));
    Variable scale = Variable.zeros("scale", TensorType.f32(2));
    Tensor root = graph.read(scale).plus(1e-5).sqrt();
    graph.output("y", x.times(root.reciprocal().exp()));
    GraphProto folded = export(graph.build("net"));
    assertThat(operators(folded)).containsExactly("Mul");
    assertThat(folded.getInitializer(0).getName()).isEqualTo("exp");
    FloatBuffer numbers =
        folded
            .getInitializer(0)
            .getRawData()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    for (int i = 0; i < 2; i++) {
      double exact = Math.exp(1 / Math.sqrt(values(scale).get(i) + 1e-5));
      assertThat(numbers.get(i)).isEqualTo((float) exact);
    }
  }

  @Test
  void writes_a_fixed_output() {
    Graph graph = new Graph();
    graph.output("x", graph.input("unused", TensorType.f32(Shape.N)).exp());
    Variable weight = Variable.zeros("weight", TensorType.f32(2, 3));
    graph.output("sum", graph.read(weight).sum(0).broadcast(Shape.of(2, 3)));
    graph.output("weight itself", graph.read(weight));
    Program program = graph.build("net");
    assertThat(operators(export(program))).containsExactly("Exp", "Expand", "Identity");
  }

  @Test
  void refuses_values_of_another_type_than_a_variable_that_is_folded() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(Shape.N, 2));
    Variable scale = Variable.zeros("scale", TensorType.f32(2));
    graph.output("y", x.times(graph.read(scale).exp()));
    OnnxModel model = OnnxModel.of(graph.build("net"), any -> NdArray.of(new float[3], 3));
    assertThatThrownBy(() -> model.write(folder.resolve("bad.onnx")))
        .isInstanceOf(FigmentException.class)
        .hasMessage("weight scale should be f32[2], but the values are f32[3]");
  }

  // ---- the network, its variables and its two files

  private static Tensor numbers(Tensor x, String name, int... dims) {
    return x.graph().read(Variable.zeros(name, TensorType.f32(dims)));
  }

  private static Body layers(Layer layer, Shape input, int classes) {
    Network network = layer.bind(Scope.of("net", classes), input);
    return x -> {
      TensorType type = TensorType.of(DType.I32, Shape.of(Shape.N));
      Mode mode =
          classes == 0 ? Mode.INFERENCE : Mode.INFERENCE.given(x.graph().input("label", type));
      return network.forward(x, mode);
    };
  }

  private static Program program(Body body, Shape example) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.of(DType.F32, example.behind(Shape.N)));
    graph.output("y", body.build(x));
    return graph.build("net");
  }

  /** The program with its variables as inputs. */
  private static Program open(Program program) {
    Graph graph = new Graph();
    Map<Tensor, Tensor> known = new HashMap<>();
    for (Tensor node : program.getNodes()) {
      List<Tensor> inputs = new ArrayList<>();
      node.inputs().forEach(input -> inputs.add(known.get(input)));
      known.put(
          node,
          node.op() instanceof Placeholder
              ? graph.input(((Placeholder) node.op()).getLabel(), node.getType())
              : graph.apply(node.op(), inputs));
    }
    program.getOutputs().forEach((name, node) -> graph.output(name, known.get(node)));
    return graph.build("open");
  }

  /** Numbers between 0.3 and 1.7, which suit variances too. */
  private static NdArray values(Variable variable) {
    NdArray array = NdArray.zeros(variable.getType());
    Philox stream = Philox.stream(3, variable.getName());
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, stream.nextFloat(0.3f, 1.7f));
    }
    return array;
  }

  private static Path write(Program program) {
    Path file = folder.resolve(program.getName() + ".onnx");
    OnnxModel.of(program, FoldingTest::values).write(file);
    OnnxChecker.check(file);
    return file;
  }

  private static GraphProto export(Program program) {
    try {
      return ModelProto.parseFrom(Files.readAllBytes(write(program))).getGraph();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private static List<String> operators(GraphProto graph) {
    return graph.getNodeList().stream().map(NodeProto::getOpType).collect(Collectors.toList());
  }

  /** Both files compute the same in ONNX Runtime, to 1e-5 of the largest number. */
  private static void same(Program program) {
    Map<String, NdArray> inputs = new HashMap<>();
    program
        .getInputs()
        .forEach(
            (name, node) -> {
              NdArray array = NdArray.zeros(node.getType().withShape(fixed(node.getShape())));
              float[] numbers = new float[array.getSize()];
              Philox.stream(1, name).fillNormal(numbers);
              for (int i = 0; i < numbers.length; i++) {
                array.set(i, node.getDtype() == DType.F32 ? numbers[i] : i % 3);
              }
              inputs.put(name, array);
            });
    Map<String, NdArray> all = new HashMap<>(inputs);
    program.getVariables().keySet().forEach(each -> all.put(each.getName(), values(each)));
    NdArray expected = run(write(open(program)), all);
    NdArray actual = run(write(program), inputs);
    assertThat(actual.getType()).isEqualTo(expected.getType());
    double largest = 0;
    for (float number : expected.floats()) {
      largest = Math.max(largest, Math.abs(number));
    }
    assertThat(actual.floats())
        .containsExactly(expected.floats(), Offset.offset((float) (1e-5 * largest)));
  }

  private static Shape fixed(Shape shape) {
    return shape.isFree() ? shape.withDim(0, BATCH) : shape;
  }

  private static NdArray run(Path file, Map<String, NdArray> inputs) {
    InferenceOptions strict = InferenceOptions.defaults().strictShapes().threads(1);
    try (OnnxRunner runner = OnnxRunner.open(file, strict)) {
      return runner.run(inputs).values().iterator().next();
    }
  }
}
