package dev.figment.cuda.source;

import dev.figment.compile.Format;
import java.util.ArrayList;
import java.util.List;

/** Kernels of structural ops that no library computes: a thread for each result. */
public final class SmallTexts {
  private SmallTexts() {}

  private static List<Parameter> parameters(Format... types) {
    List<Parameter> list = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      list.add(Parameter.operand(i, types[i], i == types.length - 1));
    }
    return list;
  }

  /**
   * Rows of a table {@code p0 [height, width]} by numbers {@code p1 [count]} to {@code p2}; a
   * number outside gives zeros.
   */
  public static KernelText gather(Format from, Format to, int height, int width, int count) {
    List<Parameter> parameters = parameters(from, Format.I32, to);
    Lines lines = new Lines();
    lines.add("const int row = p1[t / " + width + "];");
    String value = parameters.get(0).load("row * " + width + " + t % " + width);
    lines.add(parameters.get(2).store("t", "row >= 0 && row < " + height + " ? " + value + " : 0"));
    return KernelText.perThread("gather", count * width, parameters, lines);
  }

  /**
   * Adds rows {@code p0 [count, width]} up into a table {@code p2 [height, width]} by numbers
   * {@code p1 [count]}, in their order, so that a sum is always the same bits.
   */
  public static KernelText scatterAdd(Format from, Format to, int height, int width, int count) {
    List<Parameter> parameters = parameters(from, Format.I32, to);
    Lines lines = new Lines();
    lines.add("const int row = t / " + width + ";");
    lines.add(Value.type(to.getDtype()) + " sum = 0;");
    lines.open("for (int i = 0; i < " + count + "; ++i) {");
    String value = parameters.get(0).load("i * " + width + " + t % " + width);
    lines.add("if (p1[i] == row) sum += " + value + ";");
    lines.close();
    lines.add(parameters.get(2).store("t", "sum"));
    return KernelText.perThread("scatterAdd", height * width, parameters, lines);
  }

  /** The product of batches of matrices of integers, each by its steps. */
  public static KernelText product(
      int batch, int m, int n, int k, int[] left, int[] right, int[] target) {
    Lines lines = new Lines();
    lines.add(
        "const int b = t / "
            + m * n
            + ", row = t / "
            + n
            + " % "
            + m
            + ", column = t % "
            + n
            + ";");
    lines.add("int sum = 0;");
    lines.open("for (int i = 0; i < " + k + "; ++i) {");
    lines.add("sum += p0[" + at(left, "row", "i") + "] * p1[" + at(right, "i", "column") + "];");
    lines.close();
    lines.add("p2[" + at(target, "row", "column") + "] = sum;");
    return KernelText.perThread(
        "product", batch * m * n, parameters(Format.I32, Format.I32, Format.I32), lines);
  }

  private static String at(int[] steps, String row, String column) {
    return "b * " + steps[0] + " + " + row + " * " + steps[1] + " + " + column + " * " + steps[2];
  }
}
