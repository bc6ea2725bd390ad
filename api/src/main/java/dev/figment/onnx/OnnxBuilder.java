package dev.figment.onnx;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.op.Broadcast;
import dev.figment.op.Constant;
import dev.figment.op.MatMul;
import dev.figment.op.OnnxNodes;
import dev.figment.op.Pointwise;
import dev.figment.op.Reshape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a program into the parts of an ONNX graph.
 *
 * <p>ONNX broadcasts the inputs of point-wise operators itself. So a value may be held
 * <em>narrow</em>: under a shape that broadcasts to the tensor's. It is expanded only for a
 * consumer that needs the whole, and filling constants stay single numbers.
 *
 * <p>The {@linkplain FixedPart fixed part} of the program becomes initializers, of which only those
 * exist that the rest reads.
 */
final class OnnxBuilder implements OnnxNodes {
  /** A value of the graph: its name and the shape that it really has. */
  private static final class Value {
    final String name;
    final Shape shape;

    Value(String name, Shape shape) {
      this.name = name;
      this.shape = shape;
    }
  }

  private final Program program;
  private final OnnxNames names = new OnnxNames();
  private final OnnxNames nodeNames = new OnnxNames();
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Set<String> computed = new HashSet<>();
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final FixedPart fixed;
  private final Set<Tensor> read = new HashSet<>();
  private final Map<Tensor, String> initializers = new LinkedHashMap<>();
  private final Map<NdArray, String> constants = new LinkedHashMap<>();
  private final Map<Tensor, Value> values = new HashMap<>();
  private final Map<Shape, String> shapes = new HashMap<>();
  private final Map<String, String> renamed = new HashMap<>();
  private String place = "";
  private String batch = "";

  OnnxBuilder(Program given) {
    checkReadsOnly(given);
    program = FoldScales.of(given);
    fixed = new FixedPart(program);
    findRead();
    reserveNames();
    for (Tensor node : program.getNodes()) {
      if (node.getDtype() == DType.F64) {
        throw refuse(node, "ONNX Runtime computes few operators in f64; cast to F32");
      }
      place = label(node);
      if (read.contains(node) && !values.containsKey(node)) {
        values.put(node, export(node));
      }
    }
    nameOutputs();
  }

  private static String label(Tensor node) {
    return node.place().isEmpty() ? node.op().getName() : node.place() + "/" + node.op().getName();
  }

  private static void checkReadsOnly(Program program) {
    if (!program.getUpdates().isEmpty()) {
      throw new FigmentException(
          "program " + program.getName() + " updates variables and cannot be exported to ONNX",
          "build a program that only reads them; the first is "
              + program.getUpdates().keySet().iterator().next().getName());
    }
  }

  /** Finds what is read outside the fixed part, and through what. */
  private void findRead() {
    List<Tensor> seen = new ArrayList<>(program.getOutputs().values());
    for (Tensor node : program.getNodes()) {
      if (!fixed.contains(node)) {
        read.add(node);
        seen.addAll(node.inputs());
      }
    }
    for (Tensor node : seen) {
      Tensor source = node;
      while (read.add(source) && isAlias(source)) {
        source = source.inputs().get(0);
      }
    }
  }

  private void reserveNames() {
    program
        .getInputs()
        .forEach(
            (name, node) -> {
              names.reserve(name);
              values.put(node, new Value(name, node.getShape()));
            });
    for (String name : program.getOutputs().keySet()) {
      if (!names.reserve(name)) {
        throw new FigmentException(
            "program " + program.getName() + " has an input and an output named " + name,
            "ONNX wants every value to have a name of its own; rename one");
      }
    }
    for (Tensor node : program.getNodes()) {
      boolean initializer = fixed.contains(node) && !(node.op() instanceof Constant);
      if (initializer && read.contains(node) && !isAlias(node)) {
        Variable origin = fixed.origin(node);
        String name = names.fresh(origin == null ? label(node) : origin.getName());
        initializers.put(node, name);
        values.put(node, new Value(name, node.getShape()));
      }
    }
  }

  /** Whether a node has the elements of its input, under a shape that broadcasting can make. */
  private static boolean isAlias(Tensor node) {
    return node.op() instanceof Broadcast
        || node.op().equals(Pointwise.DETACH)
        || onlyLeadingOnes(node);
  }

  private Value export(Tensor node) {
    if (isAlias(node)) {
      return value(node.inputs().get(0));
    }
    if (node.op() instanceof Constant && ((Constant) node.op()).isFill()) {
      NdArray one = NdArray.zeros(node.getType().withShape(Shape.SCALAR));
      one.set(0, ((Constant) node.op()).getFill());
      return new Value(constant(one), Shape.SCALAR);
    }
    Shape narrow = narrowShape(node);
    List<String> inputs = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      inputs.add(narrow == null ? whole(input) : value(input).name);
    }
    Shape shape = narrow == null ? node.getShape() : narrow;
    String name = node.op().onnx(this, node, inputs);
    if (computed.contains(name)) {
      types.put(name, node.getType().withShape(shape));
    }
    return new Value(name, shape);
  }

  /** Whether a reshape only puts ones before the shape, which broadcasting does by itself. */
  private static boolean onlyLeadingOnes(Tensor node) {
    if (!(node.op() instanceof Reshape)) {
      return false;
    }
    Shape from = node.inputs().get(0).getShape();
    int extra = node.getShape().getRank() - from.getRank();
    return extra >= 0
        && node.getShape().slice(0, extra).getFixedSize() == 1
        && !node.getShape().slice(0, extra).isFree()
        && node.getShape().slice(extra, node.getShape().getRank()).equals(from);
  }

  /** The shape of the result if the inputs can stay narrow; null if the op needs them whole. */
  private @Nullable Shape narrowShape(Tensor node) {
    if (node.op() instanceof Pointwise) {
      Shape shape = Shape.SCALAR;
      for (Tensor input : node.inputs()) {
        shape = Shape.broadcast(shape, value(input).shape);
      }
      return shape;
    }
    int rank = node.getShape().getRank();
    if (node.op() instanceof MatMul && rank > 2) {
      Shape shape = Shape.SCALAR;
      for (Tensor input : node.inputs()) {
        Shape held = value(input).shape;
        Shape wanted = input.getShape();
        if (held.getRank() != rank
            || !held.slice(rank - 2, rank).equals(wanted.slice(rank - 2, rank))) {
          return null;
        }
        shape = Shape.broadcast(shape, held.slice(0, rank - 2));
      }
      return shape.plus(node.getShape().slice(rank - 2, rank));
    }
    return null;
  }

  private Value value(Tensor node) {
    return Objects.requireNonNull(values.get(node));
  }

  /** The name of a value under the tensor's own shape. */
  private String whole(Tensor node) {
    Value value = value(node);
    if (!value.shape.equals(node.getShape())) {
      String name = node("Expand", Arrays.asList(value.name, shape(node)));
      types.put(name, node.getType());
      value = new Value(name, node.getShape());
      values.put(node, value);
    }
    return value.name;
  }

  private void nameOutputs() {
    place = "outputs";
    program
        .getOutputs()
        .forEach(
            (name, node) -> {
              String result = whole(node);
              if (computed.contains(result) && !renamed.containsKey(result)) {
                renamed.put(result, name);
              } else {
                renamed.put(node("Identity", Arrays.asList(result)), name);
              }
            });
  }

  @Override
  public String node(String type, List<String> inputs, Object... attributes) {
    String output = names.fresh(type.toLowerCase(Locale.ROOT));
    nodes.add(new OnnxNode(type, nodeNames.fresh(place), inputs, output, attributes));
    computed.add(output);
    return output;
  }

  @Override
  public String constant(NdArray value) {
    return constants.computeIfAbsent(value, unused -> names.fresh("constant"));
  }

  @Override
  public String shape(Tensor node) {
    String known = shapes.get(node.getShape());
    if (known == null) {
      known = node.getShape().isFree() ? freeShape(node) : fixedShape(node.getShape());
      shapes.put(node.getShape(), known);
    }
    return known;
  }

  private String fixedShape(Shape shape) {
    int[] dims = shape.toArray();
    return constant(NdArray.of(dims, dims.length));
  }

  private String freeShape(Tensor node) {
    List<String> parts = new ArrayList<>();
    for (int dim : node.getShape().toArray()) {
      parts.add(dim == Shape.N ? batch(node) : constant(NdArray.of(new int[] {dim}, 1)));
    }
    return parts.size() == 1 ? parts.get(0) : node("Concat", parts, "axis", 0L);
  }

  /** The name of an int64[1] with the batch size, taken from an input that has it. */
  private String batch(Tensor node) {
    for (Map.Entry<String, Tensor> input : program.getInputs().entrySet()) {
      int[] dims = input.getValue().getShape().toArray();
      for (int i = 0; i < dims.length && batch.isEmpty(); i++) {
        if (dims[i] == Shape.N) {
          batch = node("Shape", Arrays.asList(input.getKey()), "start", (long) i, "end", i + 1L);
        }
      }
    }
    if (batch.isEmpty()) {
      throw refuse(node, "its batch is free, but no input has a free batch to take it from");
    }
    return batch;
  }

  @Override
  public FigmentException refuse(Tensor node, String reason) {
    return new FigmentException(
            node.op().getName() + " cannot be exported to ONNX: " + reason, "the node is " + node)
        .at(node.place());
  }

  Program program() {
    return program;
  }

  List<OnnxNode> nodes() {
    return nodes;
  }

  /** What results of nodes are called in the file instead of their first names. */
  Map<String, String> renamed() {
    return renamed;
  }

  /** The types of results of nodes that are no outputs. */
  Map<String, TensorType> types() {
    Map<String, TensorType> inner = new LinkedHashMap<>(types);
    inner.keySet().removeAll(renamed.keySet());
    return inner;
  }

  FixedPart fixed() {
    return fixed;
  }

  /** The names of the nodes of the fixed part whose values the file holds. */
  Map<Tensor, String> initializers() {
    return initializers;
  }

  Map<NdArray, String> constants() {
    return constants;
  }
}
