package dev.figment.op;

import static dev.figment.op.PointwiseGradients.binary;
import static dev.figment.op.PointwiseGradients.lessOne;
import static dev.figment.op.PointwiseGradients.none;
import static dev.figment.op.PointwiseGradients.unary;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of single numbers, applied to every element of inputs that have the same shape.
 *
 * <p>The table below is the whole list; a row is all there is to a function: name, number of
 * inputs, CUDA C ({@code $0 $1 $2} are the inputs), ONNX name, value and gradient. Comparisons give
 * 1 or 0.
 */
public final class Pointwise extends Op {
  /**
   * Every row, in the order of the table: {@link #row} adds to it, so it stands before the rows.
   */
  private static final List<Pointwise> ALL = new ArrayList<>();

  // spotless:off (a row a function: name, inputs, CUDA C, ONNX, value, gradient by x, y and g)
  public static final Pointwise ADD = row("add", 2, "$0 + $1", "Add", v -> v[0] + v[1],
      binary((x, y, g) -> g, (x, y, g) -> g));
  public static final Pointwise SUB = row("sub", 2, "$0 - $1", "Sub", v -> v[0] - v[1],
      binary((x, y, g) -> g, (x, y, g) -> g.unaryMinus()));
  public static final Pointwise MUL = row("mul", 2, "$0 * $1", "Mul", v -> v[0] * v[1],
      binary((x, y, g) -> g.times(x[1]), (x, y, g) -> g.times(x[0])));
  public static final Pointwise DIV = row("div", 2, "$0 / $1", "Div", v -> v[0] / v[1],
      binary((x, y, g) -> g.div(x[1]), (x, y, g) -> g.times(y).div(x[1]).unaryMinus()));
  public static final Pointwise POW = row("pow", 2, "powf($0, $1)", "Pow", v -> Math.pow(v[0], v[1]),
      binary((x, y, g) -> g.times(x[1]).times(x[0].pow(lessOne(x[1]))), (x, y, g) -> g.times(y).times(x[0].greater(0).select(x[0], 1).log())));
  public static final Pointwise MAX = row("max", 2, "maximum($0, $1)", "Max", v -> Math.max(v[0], v[1]),
      binary((x, y, g) -> g.times(x[0].greaterOrEqual(x[1])), (x, y, g) -> g.times(x[1].greater(x[0]))));
  public static final Pointwise MIN = row("min", 2, "minimum($0, $1)", "Min", v -> Math.min(v[0], v[1]),
      binary((x, y, g) -> g.times(x[1].greaterOrEqual(x[0])), (x, y, g) -> g.times(x[0].greater(x[1]))));
  public static final Pointwise GREATER = row("greater", 2, "$0 > $1 ? 1 : 0", "Greater", v -> v[0] > v[1] ? 1 : 0,
      none());
  public static final Pointwise GREATER_OR_EQUAL = row("greaterOrEqual", 2, "$0 >= $1 ? 1 : 0", "GreaterOrEqual", v -> v[0] >= v[1] ? 1 : 0,
      none());
  public static final Pointwise EQUAL = row("equal", 2, "$0 == $1 ? 1 : 0", "Equal", v -> v[0] == v[1] ? 1 : 0,
      none());
  public static final Pointwise NEG = row("neg", 1, "-$0", "Neg", v -> -v[0],
      unary((x, y, g) -> g.unaryMinus()));
  public static final Pointwise ABS = row("abs", 1, "magnitude($0)", "Abs", v -> Math.abs(v[0]),
      unary((x, y, g) -> g.times(x.sign())));
  public static final Pointwise SIGN = row("sign", 1, "signum($0)", "Sign", v -> Math.signum(v[0]),
      none());
  public static final Pointwise FLOOR = row("floor", 1, "lower($0)", "Floor", v -> Math.floor(v[0]),
      none());
  public static final Pointwise SQUARE = row("square", 1, "$0 * $0", "", v -> v[0] * v[0],
      unary((x, y, g) -> g.times(x).times(2)));
  public static final Pointwise SQRT = row("sqrt", 1, "sqrtf($0)", "Sqrt", v -> Math.sqrt(v[0]),
      unary((x, y, g) -> g.times(0.5).div(y)));
  public static final Pointwise RECIPROCAL = row("reciprocal", 1, "1.f / $0", "Reciprocal", v -> 1 / v[0],
      unary((x, y, g) -> g.times(y.square()).unaryMinus()));
  public static final Pointwise EXP = row("exp", 1, "expf($0)", "Exp", v -> Math.exp(v[0]),
      unary((x, y, g) -> g.times(y)));
  public static final Pointwise LOG = row("log", 1, "logf($0)", "Log", v -> Math.log(v[0]),
      unary((x, y, g) -> g.div(x)));
  public static final Pointwise SIN = row("sin", 1, "sinf($0)", "Sin", v -> Math.sin(v[0]),
      unary((x, y, g) -> g.times(x.cos())));
  public static final Pointwise COS = row("cos", 1, "cosf($0)", "Cos", v -> Math.cos(v[0]),
      unary((x, y, g) -> g.times(x.sin()).unaryMinus()));
  public static final Pointwise TANH = row("tanh", 1, "tanhf($0)", "Tanh", v -> Math.tanh(v[0]),
      unary((x, y, g) -> g.times(y.square().unaryMinus().plus(1))));
  public static final Pointwise SIGMOID = row("sigmoid", 1, "1.f / (1.f + expf(-$0))", "Sigmoid", v -> 1 / (1 + Math.exp(-v[0])),
      unary((x, y, g) -> g.times(y).times(y.unaryMinus().plus(1))));
  public static final Pointwise SOFTPLUS = row("softplus", 1, "rectify($0) + log1pf(expf(-fabsf($0)))", "Softplus", v -> Math.max(v[0], 0) + Math.log1p(Math.exp(-Math.abs(v[0]))),
      unary((x, y, g) -> g.times(x.sigmoid())));
  public static final Pointwise RELU = row("relu", 1, "rectify($0)", "Relu", v -> Math.max(v[0], 0),
      unary((x, y, g) -> g.times(x.greater(0))));
  public static final Pointwise ERF = row("erf", 1, "erff($0)", "Erf", v -> Erf.erf(v[0]),
      unary((x, y, g) -> g.times(x.square().unaryMinus().exp()).times(1.1283791670955126)));

  /** The input itself, through which no gradient flows. */
  public static final Pointwise DETACH = row("detach", 1, "$0", "Identity", v -> v[0], none());

  /** {@code $1} where {@code $0} is not zero, else {@code $2}. */
  public static final Pointwise SELECT = row("select", 3, "$0 != 0 ? $1 : $2", "Where", v -> v[0] != 0 ? v[1] : v[2],
      PointwiseGradients.select());

  // A row in neither of the two lists takes real numbers only.

  /** The rows that take integers too, and that ONNX Runtime computes on them as we do. */
  private static final List<Pointwise> ON_INTEGERS = Arrays.asList(
      ADD, SUB, MUL, MAX, MIN, GREATER, GREATER_OR_EQUAL, EQUAL, NEG, ABS, SIGN, SQUARE, DETACH, SELECT);

  /** The rows that take integers too, but have an ONNX form for real numbers only. */
  private static final List<Pointwise> ON_INTEGERS_HERE_ONLY = Arrays.asList(FLOOR, RELU);
  // spotless:on

  /** The value of a row at one point. */
  @FunctionalInterface
  public interface Value {
    double at(double[] inputs);
  }

  /** The gradient of a row. */
  @FunctionalInterface
  interface Rule {
    List<@Nullable Tensor> at(Tensor[] inputs, Tensor output, Tensor gradient);
  }

  private final String name;
  private final int arity;
  private final String cuda;
  private final String onnx;
  private final Value value;
  private final Rule rule;

  private Pointwise(String name, int arity, String cuda, String onnx, Value value, Rule rule) {
    this.name = name;
    this.arity = arity;
    this.cuda = cuda;
    this.onnx = onnx;
    this.value = value;
    this.rule = rule;
  }

  private static Pointwise row(
      String name, int arity, String cuda, String onnx, Value value, Rule rule) {
    Pointwise row = new Pointwise(name, arity, cuda, onnx, value, rule);
    ALL.add(row);
    return row;
  }

  private boolean takesIntegers() {
    return ON_INTEGERS.contains(this) || ON_INTEGERS_HERE_ONLY.contains(this);
  }

  /** Every row of the table. */
  public static List<Pointwise> all() {
    return Collections.unmodifiableList(ALL);
  }

  @Override
  public String getName() {
    return name;
  }

  /** The number of inputs, 1 to 3. */
  public int getArity() {
    return arity;
  }

  /** Whether it is a sum, a difference or a product, which is computed faster than read. */
  public boolean isArithmetic() {
    return equals(ADD) || equals(SUB) || equals(MUL);
  }

  /** The function as a CUDA C expression of {@code $0}, {@code $1} and {@code $2}. */
  public String getCuda() {
    return cuda;
  }

  /** The function's value at one point. */
  public Value getValue() {
    return value;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, arity);
    TensorType first = inputs.get(0);
    for (TensorType input : inputs) {
      if (!input.equals(first)) {
        throw new FigmentException(
            name + " takes inputs of one type, not " + inputs,
            "broadcast() and cast() make shapes and types equal");
      }
    }
    if (!first.getDtype().isFloating() && !takesIntegers()) {
      throw new FigmentException(name + " takes real numbers, not " + first, "cast(F32) first");
    }
    return first;
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor gradient) {
    return rule.at(output.inputs().toArray(new Tensor[0]), output, gradient);
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] result = new double[type.getShape().getSize()];
    double[] point = new double[arity];
    for (int i = 0; i < result.length; i++) {
      for (int k = 0; k < arity; k++) {
        point[k] = inputs.get(k).doubles()[i];
      }
      result[i] = value.at(point);
    }
    return NdArray.of(result, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    if (equals(SQUARE)) {
      return nodes.node("Mul", Arrays.asList(inputs.get(0), inputs.get(0)));
    }
    if (equals(SELECT)) {
      String mask = nodes.node("Cast", inputs.subList(0, 1), "to", 9L);
      return nodes.node(onnx, Arrays.asList(mask, inputs.get(1), inputs.get(2)));
    }
    if (!output.getDtype().isFloating() && !ON_INTEGERS.contains(this)) {
      throw nodes.refuse(output, "ONNX has it for floating-point numbers; cast to F32 before");
    }
    String result = nodes.node(onnx, inputs);
    boolean comparison = equals(GREATER) || equals(GREATER_OR_EQUAL) || equals(EQUAL);
    return comparison
        ? nodes.node("Cast", Arrays.asList(result), "to", OnnxTypes.of(output.getDtype()))
        : result;
  }
}
