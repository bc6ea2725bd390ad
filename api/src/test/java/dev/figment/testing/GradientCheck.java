package dev.figment.testing;

import static org.assertj.core.api.Assertions.fail;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.op.Placeholder;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares gradients with differences, in double precision on the reference backend.
 *
 * <p>Order 1 checks the gradient of a random projection of a case's value; order 2 the gradient of
 * a random projection of that gradient. Small parameters are moved element by element, larger ones
 * along random directions.
 */
public final class GradientCheck {
  private static final double STEP = 1e-4;
  private static final double TOLERANCE = 1e-7;
  private static final int FEW = 24;

  private GradientCheck() {}

  /** Fails if a gradient of this order, 1 or 2, is not what differences say. */
  public static void check(OpCase row, int order) {
    OpCase.Built built = row.build(DType.F64, order);
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Executable program = backend.compile(built.getProgram());
      NdArray[] inputs = built.getArrays();
      program.run(inputs);
      List<NdArray> gradients = new ArrayList<>();
      for (int k = 0; k < built.getParameters().size(); k++) {
        gradients.add(program.read("order " + order + ", input " + k));
      }
      for (int k = 0; k < gradients.size(); k++) {
        Placeholder parameter = (Placeholder) built.getParameters().get(k).op();
        int position = built.getProgram().inputIndex(parameter.getLabel());
        check(row.getName() + ", input " + k, program, inputs, position, gradients.get(k));
      }
    }
  }

  private static void check(
      String what, Executable program, NdArray[] inputs, int position, NdArray gradient) {
    int size = gradient.getSize();
    for (int i = 0; i < Math.min(size, FEW); i++) {
      double[] direction = new double[size];
      if (size <= FEW) {
        direction[i] = 1;
      } else {
        Philox random = Philox.stream(i, what);
        java.util.Arrays.setAll(direction, j -> random.nextFloat(-1, 1));
      }
      double expected = slope(program, inputs, position, direction);
      double actual = 0;
      for (int j = 0; j < size; j++) {
        actual += gradient.get(j) * direction[j];
      }
      if (!(Math.abs(actual - expected) <= TOLERANCE * (1 + Math.abs(expected)))) {
        fail(
            "%s: the gradient along direction %d of %d is %s, differences say %s",
            what, i, Math.min(size, FEW), actual, expected);
      }
    }
  }

  /** The derivative along a direction, by differences of fourth order. */
  private static double slope(
      Executable program, NdArray[] inputs, int position, double[] direction) {
    double near =
        at(program, inputs, position, direction, STEP)
            - at(program, inputs, position, direction, -STEP);
    double far =
        at(program, inputs, position, direction, 2 * STEP)
            - at(program, inputs, position, direction, -2 * STEP);
    return (8 * near - far) / (12 * STEP);
  }

  private static double at(
      Executable program, NdArray[] inputs, int position, double[] direction, double step) {
    double[] moved = inputs[position].doubles().clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    NdArray[] all = inputs.clone();
    all[position] = NdArray.of(moved, inputs[position].getShape());
    program.run(all);
    return program.read("differentiated").scalar();
  }
}
