package dev.figment.cpu.kernel;

import dev.figment.op.Pointwise;
import java.util.HashMap;
import java.util.Map;

/** The point-wise table as loops over blocks. */
final class FloatFunctions {
  private static final Map<Pointwise, FloatFunction> TABLE = new HashMap<>();
  private static final float[] MASK = {0, 1};

  static {
    TABLE.put(Pointwise.ADD, FloatFunctions::add);
    TABLE.put(Pointwise.SUB, FloatFunctions::sub);
    TABLE.put(Pointwise.MUL, FloatFunctions::mul);
    TABLE.put(Pointwise.DIV, FloatFunctions::div);
    TABLE.put(Pointwise.POW, FloatFunctions::pow);
    TABLE.put(Pointwise.MAX, FloatFunctions::max);
    TABLE.put(Pointwise.MIN, FloatFunctions::min);
    TABLE.put(Pointwise.GREATER, FloatFunctions::greater);
    TABLE.put(Pointwise.GREATER_OR_EQUAL, FloatFunctions::greaterOrEqual);
    TABLE.put(Pointwise.EQUAL, FloatFunctions::equal);
    TABLE.put(Pointwise.NEG, FloatFunctions::neg);
    TABLE.put(Pointwise.ABS, FloatFunctions::abs);
    TABLE.put(Pointwise.SIGN, FloatFunctions::sign);
    TABLE.put(Pointwise.FLOOR, FloatFunctions::floor);
    TABLE.put(Pointwise.SQUARE, FloatFunctions::square);
    TABLE.put(Pointwise.SQRT, FloatFunctions::sqrt);
    TABLE.put(Pointwise.RECIPROCAL, FloatFunctions::reciprocal);
    TABLE.put(Pointwise.EXP, (f, x, y, z, r, n) -> FloatSeries.exp(f, x, r, n));
    TABLE.put(Pointwise.LOG, (f, x, y, z, r, n) -> FloatSeries.log(f, x, r, n));
    TABLE.put(Pointwise.SIN, FloatFunctions::sin);
    TABLE.put(Pointwise.COS, FloatFunctions::cos);
    TABLE.put(Pointwise.TANH, (f, x, y, z, r, n) -> FloatSeries.tanh(x, r, n));
    TABLE.put(Pointwise.RELU, FloatFunctions::relu);
    TABLE.put(Pointwise.ERF, FloatFunctions::erf);
    TABLE.put(Pointwise.DETACH, FloatFunctions::copy);
    TABLE.put(Pointwise.SELECT, FloatFunctions::select);
  }

  /** {@code exp(-x)}, which sigmoid and softplus of one input share. */
  static final FloatFunction EXP_OF_NEGATIVE =
      (f, x, y, z, r, n) -> FloatSeries.expOfNegative(f, x, r, n);

  /** The sigmoid of an input whose {@code exp(-x)} nobody else wants. */
  static final FloatFunction SIGMOID_ALONE =
      (f, x, y, z, r, n) -> FloatSeries.sigmoidOf(f, x, r, n);

  /** The sigmoid of an input from {@code exp(-x)}. */
  static final FloatFunction SIGMOID = (f, v, y, z, r, n) -> FloatSeries.sigmoid(v, r, n);

  /** The softplus of x from x and {@code exp(-x)}. */
  static final FloatFunction SOFTPLUS = (f, x, v, z, r, n) -> FloatSeries.softplus(f, x, v, r, n);

  private FloatFunctions() {}

  /** The loop of a row; a row without one is computed by its definition, slowly. */
  static FloatFunction of(Pointwise row) {
    FloatFunction known = TABLE.get(row);
    return known != null ? known : (f, x, y, z, r, n) -> define(row, f, x, y, z, r, n);
  }

  private static void define(
      Pointwise row, Frame frame, float[] x, float[] y, float[] z, float[] r, int n) {
    double[] point = frame.point;
    for (int i = 0; i < n; i++) {
      point[0] = x[i];
      point[1] = y[i];
      point[2] = z[i];
      r[i] = (float) row.getValue().at(point);
    }
  }

  private static void add(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] + y[i];
    }
  }

  private static void sub(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] - y[i];
    }
  }

  private static void mul(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] * y[i];
    }
  }

  private static void div(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] / y[i];
    }
  }

  private static void pow(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = (float) Math.pow(x[i], y[i]);
    }
  }

  private static void max(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = Math.max(x[i], y[i]);
    }
  }

  private static void min(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = Math.min(x[i], y[i]);
    }
  }

  // A table of two keeps comparisons free of branches, which random signs would mispredict.

  private static void greater(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = MASK[x[i] > y[i] ? 1 : 0];
    }
  }

  private static void greaterOrEqual(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = MASK[x[i] >= y[i] ? 1 : 0];
    }
  }

  private static void equal(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = MASK[x[i] == y[i] ? 1 : 0];
    }
  }

  private static void select(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] != 0 ? y[i] : z[i];
    }
  }

  private static void neg(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = -x[i];
    }
  }

  private static void abs(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = Math.abs(x[i]);
    }
  }

  private static void sign(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = Math.signum(x[i]);
    }
  }

  private static void floor(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = (float) Math.floor(x[i]);
    }
  }

  private static void square(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = x[i] * x[i];
    }
  }

  private static void sqrt(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = (float) Math.sqrt(x[i]);
    }
  }

  private static void reciprocal(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = 1 / x[i];
    }
  }

  private static void sin(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = (float) Math.sin(x[i]);
    }
  }

  private static void cos(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = (float) Math.cos(x[i]);
    }
  }

  private static void relu(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = Math.max(x[i], 0f);
    }
  }

  private static void erf(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    double[] point = f.point;
    for (int i = 0; i < n; i++) {
      point[0] = x[i];
      r[i] = (float) Pointwise.ERF.getValue().at(point);
    }
  }

  private static void copy(Frame f, float[] x, float[] y, float[] z, float[] r, int n) {
    if (x != r) {
      System.arraycopy(x, 0, r, 0, n);
    }
  }
}
