package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import java.util.Arrays;
import org.bytedeco.cuda.global.cudnn;

/** A convolution as a cuDNN graph of one operation, or with what follows it. */
final class DnnGraph {
  /** How the variant pack names the tensors. */
  static final long SOURCE = 1;

  static final long WEIGHTS = 2;
  static final long TARGET = 3;
  static final long ROW = 4;

  /** The result that is between two operations, and lies nowhere. */
  private static final long BETWEEN = 5;

  private static final int ALIGNED = 16;

  private final Calls calls;
  private final Opened opened;
  private final ConvSpec spec;

  /** What it describes, {@code opened} frees. */
  DnnGraph(Calls calls, Opened opened, ConvSpec spec) {
    this.calls = calls;
    this.opened = opened;
    this.spec = spec;
  }

  /**
   * The graph, complete.
   *
   * @throws FigmentException if cuDNN refuses it
   */
  Descriptor whole(DnnGpu gpu) {
    return gpu.graph(begin(cudnn.CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR))
        .part(cudnn.CUDNN_ATTR_OPERATIONGRAPH_OPS, operations())
        .finish();
  }

  /** What the graph consists of, in order; each is complete. */
  private Descriptor[] operations() {
    Descriptor target = tensor(TARGET, spec.getTarget(), spec.getAlignments()[2]);
    if (!spec.hasRow()) {
      return new Descriptor[] {convolution(target)};
    }
    Descriptor result = between();
    Descriptor sum =
        begin(cudnn.CUDNN_BACKEND_OPERATION_POINTWISE_DESCRIPTOR)
            .part(cudnn.CUDNN_ATTR_OPERATION_POINTWISE_PW_DESCRIPTOR, addition())
            .part(cudnn.CUDNN_ATTR_OPERATION_POINTWISE_XDESC, result)
            .part(cudnn.CUDNN_ATTR_OPERATION_POINTWISE_BDESC, tensor(ROW, row(), ALIGNED))
            .part(cudnn.CUDNN_ATTR_OPERATION_POINTWISE_YDESC, target)
            .finish();
    return new Descriptor[] {convolution(result), sum};
  }

  /** Of fp32. */
  private Descriptor addition() {
    return begin(cudnn.CUDNN_BACKEND_POINTWISE_DESCRIPTOR)
        .choice(
            cudnn.CUDNN_ATTR_POINTWISE_MODE,
            cudnn.CUDNN_TYPE_POINTWISE_MODE,
            cudnn.CUDNN_POINTWISE_ADD)
        .choice(
            cudnn.CUDNN_ATTR_POINTWISE_MATH_PREC,
            cudnn.CUDNN_TYPE_DATA_TYPE,
            cudnn.CUDNN_DATA_FLOAT)
        .finish();
  }

  private Descriptor convolution(Descriptor target) {
    Descriptor source = tensor(SOURCE, spec.getSource(), spec.getAlignments()[0]);
    Descriptor weights = tensor(WEIGHTS, spec.getWeights(), spec.getAlignments()[1]);
    return switch (spec.getKind()) {
      case FORWARD ->
          begin(cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_FORWARD_DESCRIPTOR)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_X, source)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_W, weights)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_Y, target)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_CONV_DESC, window())
              .number(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_ALPHA, 1)
              .number(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_BETA, 0)
              .finish();
      case SOURCE_GRADIENT ->
          begin(cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_DATA_DESCRIPTOR)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DX, source)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_W, weights)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DY, target)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_CONV_DESC, window())
              .number(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_ALPHA, 1)
              .number(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_BETA, 0)
              .finish();
      case WEIGHTS_GRADIENT ->
          begin(cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_FILTER_DESCRIPTOR)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_X, source)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DW, weights)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DY, target)
              .part(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_CONV_DESC, window())
              .number(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_ALPHA, 1)
              .number(cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_BETA, 0)
              .finish();
    };
  }

  private Descriptor begin(int type) {
    return new Descriptor(calls, opened, type, spec.toString());
  }

  /** {@code [1, O, 1, ...]}. */
  private int[] row() {
    int[] sizes = spec.getTarget();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i == 1 ? sizes[i] : 1;
    }
    return sizes;
  }

  private Descriptor tensor(long name, int[] sizes, int alignment) {
    return tensor(name, sizes, alignment, type()).finish();
  }

  /** The result that only the next operation reads, in fp32. */
  private Descriptor between() {
    return tensor(BETWEEN, spec.getTarget(), ALIGNED, cudnn.CUDNN_DATA_FLOAT)
        .flag(cudnn.CUDNN_ATTR_TENSOR_IS_VIRTUAL, true)
        .finish();
  }

  /** Of sizes with channels second, which lie last. */
  private Descriptor tensor(long name, int[] sizes, int alignment, int type) {
    int[] dims = flat(sizes, 1);
    long[] strides = new long[dims.length];
    strides[1] = 1;
    long step = dims[1];
    for (int i = dims.length - 1; i > 1; i--) {
      strides[i] = step;
      step *= dims[i];
    }
    strides[0] = step;
    return begin(cudnn.CUDNN_BACKEND_TENSOR_DESCRIPTOR)
        .choice(cudnn.CUDNN_ATTR_TENSOR_DATA_TYPE, cudnn.CUDNN_TYPE_DATA_TYPE, type)
        .longs(cudnn.CUDNN_ATTR_TENSOR_DIMENSIONS, dims)
        .longs(cudnn.CUDNN_ATTR_TENSOR_STRIDES, strides)
        .longs(cudnn.CUDNN_ATTR_TENSOR_UNIQUE_ID, name)
        .longs(cudnn.CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT, alignment);
  }

  private int type() {
    return switch (spec.getFormat()) {
      case BF16 -> cudnn.CUDNN_DATA_BFLOAT16;
      case F16 -> cudnn.CUDNN_DATA_HALF;
      default -> cudnn.CUDNN_DATA_FLOAT;
    };
  }

  private Descriptor window() {
    int[] strides = spec.getGeometry().getStrides();
    return begin(cudnn.CUDNN_BACKEND_CONVOLUTION_DESCRIPTOR)
        .choice(
            cudnn.CUDNN_ATTR_CONVOLUTION_COMP_TYPE,
            cudnn.CUDNN_TYPE_DATA_TYPE,
            cudnn.CUDNN_DATA_FLOAT)
        .choice(
            cudnn.CUDNN_ATTR_CONVOLUTION_CONV_MODE,
            cudnn.CUDNN_TYPE_CONVOLUTION_MODE,
            cudnn.CUDNN_CROSS_CORRELATION)
        .longs(cudnn.CUDNN_ATTR_CONVOLUTION_SPATIAL_DIMS, Math.max(2, strides.length))
        .longs(cudnn.CUDNN_ATTR_CONVOLUTION_FILTER_STRIDES, around(strides, 1))
        .longs(cudnn.CUDNN_ATTR_CONVOLUTION_DILATIONS, around(spec.getGeometry().getDilations(), 1))
        .longs(cudnn.CUDNN_ATTR_CONVOLUTION_PRE_PADDINGS, around(spec.getGeometry().getPadLow(), 0))
        .longs(
            cudnn.CUDNN_ATTR_CONVOLUTION_POST_PADDINGS, around(spec.getGeometry().getPadHigh(), 0))
        .finish();
  }

  /** One spatial dimension as two, the first being of size 1: cuDNN knows two and three. */
  private static int[] flat(int[] sizes, int size) {
    if (sizes.length != 3) {
      return sizes;
    }
    return new int[] {sizes[0], sizes[1], size, sizes[2]};
  }

  private static int[] around(int[] settings, int neutral) {
    if (settings.length != 1) {
      return Arrays.copyOf(settings, settings.length);
    }
    return new int[] {neutral, settings[0]};
  }
}
