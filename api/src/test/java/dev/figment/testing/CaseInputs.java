package dev.figment.testing;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the body of an {@link OpCase} builds with: inputs that bring their numbers along.
 *
 * <p>Parameters are the floating inputs that gradients are taken with respect to. Equal cases have
 * equal numbers, whatever the element type.
 */
public final class CaseInputs {
  private final String name;
  private final Graph graph = new Graph();
  private final DType dtype;
  private final List<Tensor> parameters = new ArrayList<>();
  private final List<NdArray> arrays = new ArrayList<>();

  CaseInputs(String name, DType dtype) {
    this.name = name;
    this.dtype = dtype;
  }

  public Graph graph() {
    return graph;
  }

  /** The element type of parameters. */
  public DType dtype() {
    return dtype;
  }

  /** A floating type of this case. */
  public TensorType type(int... dims) {
    return TensorType.of(dtype, Shape.of(dims));
  }

  List<Tensor> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  NdArray[] arrays() {
    return arrays.toArray(new NdArray[0]);
  }

  // ---- parameters

  /** Numbers spread evenly over a range. */
  public Tensor uniform(double low, double high, int... dims) {
    Philox random = random();
    NdArray array = NdArray.zeros(type(dims));
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, low + (high - low) * random.nextFloat());
    }
    return parameter(array);
  }

  /** Numbers of either sign, 0.3 to 1.5 away from zero. */
  public Tensor away(int... dims) {
    Philox random = random();
    NdArray array = NdArray.zeros(type(dims));
    for (int i = 0; i < array.getSize(); i++) {
      double size = 0.3 + 1.2 * random.nextFloat();
      array.set(i, random.nextInt(2) == 0 ? size : -size);
    }
    return parameter(array);
  }

  /** Numbers in -1 to 1, no two alike: places on an even grid in random order. */
  public Tensor distinct(int... dims) {
    return moved(0.25, dims);
  }

  /** As above, the grid moved by a part of its spacing: different parts are never equal. */
  public Tensor moved(double shift, int... dims) {
    NdArray array = NdArray.zeros(type(dims));
    int[] order = random().permutation(array.getSize());
    for (int i = 0; i < order.length; i++) {
      array.set(i, (order[i] + shift) * 2 / order.length - 1);
    }
    return parameter(array);
  }

  /** These numbers, as a vector. */
  public Tensor values(double... values) {
    return shaped(Shape.of(values.length), values);
  }

  /** These numbers under a shape. */
  public Tensor shaped(Shape shape, double... values) {
    return parameter(NdArray.of(values, shape).to(dtype));
  }

  private Tensor parameter(NdArray array) {
    Tensor input = given(array);
    parameters.add(input);
    return input;
  }

  // ---- inputs without a gradient

  /** Integers from 0 to below the bound. */
  public Tensor ints(int bound, int... dims) {
    Philox random = random();
    NdArray array = NdArray.zeros(TensorType.of(DType.I32, Shape.of(dims)));
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, random.nextInt(bound));
    }
    return given(array);
  }

  /** These integers. */
  public Tensor integers(Shape shape, int... values) {
    return given(NdArray.of(values, shape));
  }

  /** Zeros and ones. */
  public Tensor mask(int... dims) {
    return ints(2, dims).cast(dtype);
  }

  /** Numbers in -1 to 1 that no gradient is taken with respect to. */
  Tensor weights(Shape shape) {
    Philox random = random();
    NdArray array = NdArray.zeros(TensorType.of(dtype, shape));
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, random.nextFloat(-1, 1));
    }
    return given(array);
  }

  /** An array that is built into the program. */
  public Tensor constant(int... dims) {
    Philox random = random();
    NdArray array = NdArray.zeros(type(dims));
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, random.nextFloat(-1, 1));
    }
    return graph.constant(array);
  }

  /** Lets the graph draw random numbers, from a seed and a step that are inputs. */
  public void randomness() {
    graph.randomness(integers(Shape.of(2), 0x01234567, 0x89abcdef), integers(Shape.of(1), 41), 3);
  }

  private Tensor given(NdArray array) {
    Tensor input = graph.input("x" + arrays.size(), array.getType());
    arrays.add(array);
    return input;
  }

  private Philox random() {
    return Philox.stream(1, name, arrays.size());
  }
}
