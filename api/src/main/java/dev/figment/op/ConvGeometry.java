package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.Shape;
import java.util.Arrays;

/**
 * How a convolution's window moves: stride, padding and dilation along each spatial dimension, and
 * groups of channels.
 */
public final class ConvGeometry {
  private final int[] strides;
  private final int[] padLow;
  private final int[] padHigh;
  private final int[] dilations;
  private final int groups;

  private ConvGeometry(int[] strides, int[] padLow, int[] padHigh, int[] dilations, int groups) {
    this.strides = strides;
    this.padLow = padLow;
    this.padHigh = padHigh;
    this.dilations = dilations;
    this.groups = groups;
    for (int i = 0; i < strides.length; i++) {
      if (strides[i] < 1 || padLow[i] < 0 || padHigh[i] < 0 || dilations[i] < 1 || groups < 1) {
        throw new FigmentException(
            "a convolution cannot have " + this,
            "strides, dilations and groups are at least 1, paddings at least 0");
      }
    }
  }

  /** Windows side by side: stride 1, no padding, no dilation, one group. */
  public static ConvGeometry of(int spatialRank) {
    int[] ones = new int[spatialRank];
    Arrays.fill(ones, 1);
    return new ConvGeometry(ones, new int[spatialRank], new int[spatialRank], ones, 1);
  }

  /** The same stride along every dimension. */
  public ConvGeometry stride(int... stride) {
    return new ConvGeometry(each(stride), padLow, padHigh, dilations, groups);
  }

  /** The same zeros before and after, along every dimension or each its own. */
  public ConvGeometry pad(int... pad) {
    return pad(pad, pad);
  }

  /** Zeros before and after each dimension. */
  public ConvGeometry pad(int[] low, int[] high) {
    return new ConvGeometry(strides, each(low), each(high), dilations, groups);
  }

  /** The distance between the window's taps; 1 is a dense window. */
  public ConvGeometry dilation(int... dilation) {
    return new ConvGeometry(strides, padLow, padHigh, each(dilation), groups);
  }

  /** Channels in groups that do not see one another. */
  public ConvGeometry groups(int count) {
    return new ConvGeometry(strides, padLow, padHigh, dilations, count);
  }

  private int[] each(int[] values) {
    if (values.length == strides.length) {
      return values.clone();
    }
    if (values.length != 1) {
      throw new FigmentException(
          values.length + " settings do not fit " + strides.length + " spatial dimensions");
    }
    int[] all = new int[strides.length];
    Arrays.fill(all, values[0]);
    return all;
  }

  public int getSpatialRank() {
    return strides.length;
  }

  public int[] getStrides() {
    return strides.clone();
  }

  public int[] getPadLow() {
    return padLow.clone();
  }

  public int[] getPadHigh() {
    return padHigh.clone();
  }

  public int[] getDilations() {
    return dilations.clone();
  }

  public int getGroups() {
    return groups;
  }

  /** The input position that tap {@code k} of the window at {@code out} reads; may be padding. */
  int position(int dimension, int out, int k) {
    return out * strides[dimension] - padLow[dimension] + k * dilations[dimension];
  }

  /** The number of window positions along one dimension. */
  int outputSize(int dimension, int input, int kernel) {
    int reach = (kernel - 1) * dilations[dimension] + 1;
    int room = input + padLow[dimension] + padHigh[dimension] - reach;
    if (room < 0) {
      throw new FigmentException(
          "a window of "
              + reach
              + " does not fit into "
              + input
              + " plus padding "
              + padLow[dimension]
              + " and "
              + padHigh[dimension],
          "use a smaller kernel, more padding, or larger images");
    }
    return room / strides[dimension] + 1;
  }

  /**
   * The shape of the result {@code [N, O, ...]} of convolving {@code [N, C, ...]} with a weight
   * {@code [O, C / groups, ...]}.
   */
  public Shape outputShape(Shape input, Shape weight) {
    int spatial = strides.length;
    if (input.getRank() != spatial + 2 || weight.getRank() != spatial + 2) {
      throw new FigmentException(
          "a " + spatial + "-d convolution takes an input and a weight of rank " + (spatial + 2),
          "shapes: input " + input + ", weight " + weight);
    }
    if (input.dim(1) != weight.dim(1) * groups || weight.dim(0) % groups != 0) {
      throw new FigmentException(
          "input has " + input.dim(1) + " channels, the weight expects " + weight.dim(1) * groups,
          "shapes: input "
              + input
              + ", weight "
              + weight
              + (groups > 1 ? ", groups " + groups : ""));
    }
    int[] dims = new int[spatial + 2];
    dims[0] = input.dim(0);
    dims[1] = weight.dim(0);
    for (int i = 0; i < spatial; i++) {
      dims[i + 2] = outputSize(i, input.dim(i + 2), weight.dim(i + 2));
    }
    return Shape.of(dims);
  }

  /** For example {@code stride=[2, 2], pad=[1, 1]}; defaults are left out. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("stride=" + Arrays.toString(strides));
    text.append(", pad=").append(Arrays.toString(padLow));
    if (!Arrays.equals(padLow, padHigh)) {
      text.append(Arrays.toString(padHigh));
    }
    if (Arrays.stream(dilations).anyMatch(d -> d != 1)) {
      text.append(", dilation=").append(Arrays.toString(dilations));
    }
    return text.append(groups == 1 ? "" : ", groups=" + groups).toString();
  }
}
