package dev.figment.cuda;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.cuda.driver.DnnFunctions;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import dev.figment.op.ConvGeometry;
import dev.figment.op.MaxPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.bytedeco.cuda.cudnn.cudnnPoolingStruct;

/**
 * An operation and its gradient, by Figment's own kernels and by cuDNN's functions. What is read
 * and what is written are variables, which both sides know by name.
 */
final class OwnOrLibrary {
  private static final double EPSILON = 1e-5;
  private static final int[] OVER_BATCH = {0, 2, 3};

  private final String name;
  private final Map<String, Variable> read = new LinkedHashMap<>();
  private final Map<String, Variable> written = new LinkedHashMap<>();
  private final List<Variable> between = new ArrayList<>();
  private final Graph graph = new Graph();
  private final Function<DnnFunctions, Runnable> library;
  private final Random random = new Random(1);

  private OwnOrLibrary(String name, Shape shape, Function<DnnFunctions, Runnable> library) {
    this.name = name + " " + shape;
    this.library = library;
  }

  /** Over the last of two dimensions. */
  static OwnOrLibrary softmax(Shape shape) {
    OwnOrLibrary operation = new OwnOrLibrary("softmax", shape, dnn -> dnn::softmax);
    Tensor x = operation.reads("x", shape);
    operation.write(x.softmax(), Map.of("dx", x));
    return operation;
  }

  /** The largest of two by two pixels. */
  static OwnOrLibrary largest(Shape shape) {
    OwnOrLibrary operation = new OwnOrLibrary("max pool", shape, dnn -> pool(dnn, true));
    Tensor x = operation.reads("x", shape);
    operation.write(
        x.apply(new MaxPool(ConvGeometry.of(2).stride(2, 2), 2, 2), x), Map.of("dx", x));
    return operation;
  }

  /** The mean of two by two pixels. */
  static OwnOrLibrary mean(Shape shape) {
    OwnOrLibrary operation = new OwnOrLibrary("average pool", shape, dnn -> pool(dnn, false));
    Tensor x = operation.reads("x", shape);
    Shape windows = Shape.of(shape.dim(0), shape.dim(1), shape.dim(2) / 2, 2, shape.dim(3) / 2, 2);
    operation.write(x.reshape(windows).mean(3, 5), Map.of("dx", x));
    return operation;
  }

  private static Runnable pool(DnnFunctions dnn, boolean largest) {
    cudnnPoolingStruct windows = dnn.windows(largest);
    return () -> dnn.pool(windows);
  }

  /** As in training. */
  static OwnOrLibrary batchNorm(Shape shape) {
    OwnOrLibrary operation = new OwnOrLibrary("batch norm", shape, dnn -> dnn::batchNorm);
    Shape channels = Shape.of(1, shape.dim(1), 1, 1);
    Tensor x = operation.reads("x", shape);
    Tensor scale = operation.reads("scale", channels);
    Tensor shift = operation.reads("shift", channels);
    operation.between.add(variable("mean", channels));
    operation.between.add(variable("deviation", channels));
    Tensor factor = scale.div(x.varianceKept(OVER_BATCH).plus(EPSILON).sqrt());
    operation.write(
        x.minus(x.meanKept(OVER_BATCH)).times(factor).plus(shift),
        Map.of("dx", x, "dscale", scale, "dshift", shift));
    return operation;
  }

  private static Variable variable(String name, Shape shape) {
    return Variable.zeros(name, TensorType.of(DType.F32, shape));
  }

  private Tensor reads(String tensor, Shape shape) {
    Variable variable = variable(tensor, shape);
    read.put(tensor, variable);
    return graph.read(variable);
  }

  private void write(Tensor y, Map<String, Tensor> gradients) {
    Tensor error = y.times(reads("dy", y.getShape())).sum();
    write("y", y);
    gradients.forEach((gradient, of) -> write(gradient, error.gradient(of)));
  }

  private void write(String tensor, Tensor value) {
    Variable variable = variable(tensor, value.getShape());
    written.put(tensor, variable);
    graph.update(variable, value);
  }

  String getName() {
    return name;
  }

  Program own() {
    return graph.build(name);
  }

  /** What is read, with numbers for it. */
  Map<Variable, NdArray> numbers() {
    Map<Variable, NdArray> numbers = new LinkedHashMap<>();
    for (Variable variable : read.values()) {
      NdArray array = NdArray.zeros(variable.getType());
      for (int i = 0; i < array.getSize(); i++) {
        array.set(i, random.nextGaussian());
      }
      numbers.put(variable, array);
    }
    return numbers;
  }

  Iterable<Variable> written() {
    return written.values();
  }

  /** Makes its tensors, and gives what is to be called. */
  Runnable library(DnnFunctions dnn) {
    List<Variable> all = new ArrayList<>(read.values());
    all.addAll(written.values());
    all.addAll(between);
    all.forEach(variable -> dnn.make(variable.getName(), variable.getType().getShape()));
    return library.apply(dnn);
  }
}
