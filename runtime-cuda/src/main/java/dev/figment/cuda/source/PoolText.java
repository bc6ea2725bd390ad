package dev.figment.cuda.source;

import dev.figment.compile.View;
import dev.figment.op.ConvGeometry;
import java.util.Arrays;
import java.util.List;

/** Max pooling by a selector, and its gradient, for one or two spatial dimensions in any layout. */
public final class PoolText {
  private PoolText() {}

  /**
   * For each window, the value of {@code p1} where the selector {@code p0} is largest: the first of
   * the largest, row by row.
   */
  public static KernelText pick(
      ConvGeometry geometry, int[] kernel, View selector, View values, View target) {
    Lines lines = begin(target);
    window(lines, geometry, kernel, selector, "y", "x");
    List<Parameter> parameters = parameters(selector, values, target);
    String value = parameters.get(1).load(at(values, "by", "bx"));
    lines.add(parameters.get(2).store(at(target, "y", "x"), value));
    return KernelText.perThread("maxPool", target.getSize(), parameters, lines);
  }

  /**
   * For each element, the sum of the values of {@code p1} of the windows in which it is the first
   * of the largest of the selector {@code p0}.
   */
  public static KernelText scatter(
      ConvGeometry geometry, int[] kernel, View selector, View values, View target) {
    int[] strides = two(geometry.getStrides(), 1);
    int[] pads = two(geometry.getPadLow(), 0);
    int[] dilations = two(geometry.getDilations(), 1);
    int[] sizes = two(kernel, 1);
    Lines lines = begin(target);
    lines.add("float sum = 0;");
    lines.open("for (int ky = 0; ky < " + sizes[0] + "; ++ky) {");
    lines.open("for (int kx = 0; kx < " + sizes[1] + "; ++kx) {");
    lines.add("const int oy = y + " + pads[0] + " - ky * " + dilations[0] + ";");
    lines.add("const int ox = x + " + pads[1] + " - kx * " + dilations[1] + ";");
    lines.add(
        "if (oy < 0 || oy % "
            + strides[0]
            + " || oy / "
            + strides[0]
            + " >= "
            + dim(values, 2)
            + ") continue;");
    lines.add(
        "if (ox < 0 || ox % "
            + strides[1]
            + " || ox / "
            + strides[1]
            + " >= "
            + dim(values, 3)
            + ") continue;");
    lines.add("const int wy = oy / " + strides[0] + ", wx = ox / " + strides[1] + ";");
    window(lines, geometry, kernel, selector, "wy", "wx");
    List<Parameter> parameters = parameters(selector, values, target);
    String value = parameters.get(1).load(at(values, "wy", "wx"));
    lines.add("if (by == y && bx == x) sum += " + value + ";");
    lines.close();
    lines.close();
    lines.add(parameters.get(2).store(at(target, "y", "x"), "sum"));
    return KernelText.perThread("maxPoolScatter", target.getSize(), parameters, lines);
  }

  /** Declares the position of a result: n, c, y, x. */
  private static Lines begin(View target) {
    int height = dim(target, 2);
    int width = dim(target, 3);
    Lines lines = new Lines();
    lines.add("const int x = t % " + width + ", y = t / " + width + " % " + height + ";");
    lines.add(
        "const int c = t / "
            + height * width
            + " % "
            + target.dim(1)
            + ", n = t / "
            + height * width * target.dim(1)
            + ";");
    return lines;
  }

  private static List<Parameter> parameters(View selector, View values, View target) {
    return List.of(
        Parameter.operand(0, selector.getFormat(), false),
        Parameter.operand(1, values.getFormat(), false),
        Parameter.operand(2, target.getFormat(), true));
  }

  /** Finds the largest element of a window of the selector, at by and bx. */
  private static void window(
      Lines lines, ConvGeometry geometry, int[] kernel, View selector, String oy, String ox) {
    int[] strides = two(geometry.getStrides(), 1);
    int[] pads = two(geometry.getPadLow(), 0);
    int[] dilations = two(geometry.getDilations(), 1);
    int[] sizes = two(kernel, 1);
    lines.add("int by = -1;");
    lines.add("[[maybe_unused]] int bx = -1;");
    lines.add("float best = 0;");
    lines.open("for (int i = 0; i < " + sizes[0] * sizes[1] + "; ++i) {");
    lines.add(
        "const int sy = "
            + oy
            + " * "
            + strides[0]
            + " - "
            + pads[0]
            + " + i / "
            + sizes[1]
            + " * "
            + dilations[0]
            + ";");
    lines.add(
        "const int sx = "
            + ox
            + " * "
            + strides[1]
            + " - "
            + pads[1]
            + " + i % "
            + sizes[1]
            + " * "
            + dilations[1]
            + ";");
    lines.add(
        "if (sy < 0 || sy >= "
            + dim(selector, 2)
            + " || sx < 0 || sx >= "
            + dim(selector, 3)
            + ") continue;");
    String value = Parameter.operand(0, selector.getFormat(), false).load(at(selector, "sy", "sx"));
    lines.add("const float value = " + value + ";");
    lines.add("if (by < 0 || value > best) { best = value; by = sy; bx = sx; }");
    lines.close();
  }

  private static int[] two(int[] values, int other) {
    int[] both = Arrays.copyOf(values, 2);
    both[1] = values.length > 1 ? values[1] : other;
    return both;
  }

  private static int dim(View view, int axis) {
    return axis < view.getRank() ? view.dim(axis) : 1;
  }

  private static String at(View view, String y, String x) {
    String plane = "n * " + view.stride(0) + " + c * " + view.stride(1);
    String rows = " + " + y + " * " + view.stride(2);
    return plane + rows + (view.getRank() > 3 ? " + " + x + " * " + view.stride(3) : "");
  }
}
