package dev.figment.cuda.driver;

import dev.figment.NdArray;
import dev.figment.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.cudnn.cudnnPoolingStruct;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * cuDNN's functions for softmax, pooling and batch norm, on tensors of fp32 with channels last in
 * memory, which are known by name.
 */
@SuppressWarnings("deprecation") // cuDNN 9 would rather have graphs, and still has these.
public final class DnnFunctions implements AutoCloseable {
  private static final double EPSILON = 1e-5;

  private final Calls calls = new Calls();
  private final Opened opened = new Opened();
  private final CUstream_st stream = new CUstream_st();
  private final cudnnContext context = new cudnnContext();
  private final FloatPointer one = new FloatPointer(1f);
  private final FloatPointer zero = new FloatPointer(0f);
  private final GpuMemory memory;
  private final Map<String, Place> places = new HashMap<>();

  /** Where a tensor lies, and how cuDNN describes it. */
  private record Place(Shape shape, Address at, cudnnTensorStruct described) {}

  /** On the first GPU. */
  public DnnFunctions() {
    calls.runtime(cudart.cudaSetDevice(0), "choosing the GPU");
    calls.runtime(
        cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking), "making a stream");
    opened.add(() -> calls.runtime(cudart.cudaStreamDestroy(stream), "freeing the stream"));
    calls.dnn(cudnn.cudnnCreate(context), "starting cuDNN");
    opened.add(() -> calls.dnn(cudnn.cudnnDestroy(context), "closing cuDNN"));
    calls.dnn(cudnn.cudnnSetStream(context, stream), "giving cuDNN the stream");
    this.memory = new GpuMemory(calls, stream, () -> {});
  }

  /** Makes a tensor {@code [N, C]} or {@code [N, C, H, W]}, full of zeros. */
  public void make(String name, Shape shape) {
    DeviceMemory piece = memory.allocate((long) shape.getSize() * Float.BYTES, name);
    opened.add(piece::free);
    cudnnTensorStruct described = new cudnnTensorStruct();
    calls.dnn(cudnn.cudnnCreateTensorDescriptor(described), name);
    opened.add(() -> calls.dnn(cudnn.cudnnDestroyTensorDescriptor(described), name));
    int[] sizes = sizes(shape);
    int pixel = sizes[2] * sizes[3] == 1 ? 1 : sizes[1];
    calls.dnn(
        cudnn.cudnnSetTensor4dDescriptorEx(
            described,
            cudnn.CUDNN_DATA_FLOAT,
            sizes[0],
            sizes[1],
            sizes[2],
            sizes[3],
            sizes[1] * sizes[2] * sizes[3],
            1,
            pixel * sizes[3],
            pixel),
        name);
    places.put(name, new Place(shape, new Address(piece.getAddress()), described));
  }

  private static int[] sizes(Shape shape) {
    return IntStream.range(0, 4).map(i -> i < shape.getRank() ? shape.dim(i) : 1).toArray();
  }

  /** Sets a tensor. */
  public void write(String name, NdArray array) {
    Place place = places.get(name);
    try (FloatPointer host = new FloatPointer(reordered(array.floats(), place.shape(), false))) {
      copy(place.at(), host, place.shape(), cudart.cudaMemcpyHostToDevice);
    }
  }

  /** What a tensor holds, in the order of its sizes. */
  public float[] read(String name) {
    Place place = places.get(name);
    try (FloatPointer host = new FloatPointer(place.shape().getSize())) {
      copy(host, place.at(), place.shape(), cudart.cudaMemcpyDeviceToHost);
      float[] values = new float[place.shape().getSize()];
      host.get(values);
      return reordered(values, place.shape(), true);
    }
  }

  private void copy(Pointer to, Pointer from, Shape shape, int direction) {
    calls.runtime(
        cudart.cudaMemcpyAsync(to, from, (long) shape.getSize() * Float.BYTES, direction, stream),
        "copying a tensor");
    finish();
  }

  private static float[] reordered(float[] values, Shape shape, boolean back) {
    int channels = shape.dim(1);
    int places = shape.getSize() / shape.dim(0) / channels;
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int example = i / (channels * places);
      int channel = i / places % channels;
      int last = (example * places + i % places) * channels + channel;
      result[back ? i : last] = values[back ? last : i];
    }
    return result;
  }

  /** Records what is called, to be launched as one. */
  public Device.Recording record(Runnable launches) {
    return GraphRecording.of(calls, stream, () -> {}, launches);
  }

  /** Waits for all that was launched. */
  public void finish() {
    calls.runtime(cudart.cudaStreamSynchronize(stream), "waiting for the GPU");
  }

  private Address at(String name) {
    return places.get(name).at();
  }

  private cudnnTensorStruct form(String name) {
    return places.get(name).described();
  }

  /** {@code y} from {@code x}, and {@code dx} from {@code dy}, over the channels. */
  public void softmax() {
    int algorithm = cudnn.CUDNN_SOFTMAX_ACCURATE;
    int mode = cudnn.CUDNN_SOFTMAX_MODE_INSTANCE;
    calls.dnn(
        cudnn.cudnnSoftmaxForward(
            context, algorithm, mode, one, form("x"), at("x"), zero, form("y"), at("y")),
        "softmax");
    calls.dnn(
        cudnn.cudnnSoftmaxBackward(
            context,
            algorithm,
            mode,
            one,
            form("y"),
            at("y"),
            form("dy"),
            at("dy"),
            zero,
            form("dx"),
            at("dx")),
        "the gradient of softmax");
  }

  /** Windows of two by two, side by side. */
  public cudnnPoolingStruct windows(boolean largest) {
    cudnnPoolingStruct windows = new cudnnPoolingStruct();
    calls.dnn(cudnn.cudnnCreatePoolingDescriptor(windows), "windows");
    opened.add(() -> calls.dnn(cudnn.cudnnDestroyPoolingDescriptor(windows), "windows"));
    int mode =
        largest
            ? cudnn.CUDNN_POOLING_MAX_DETERMINISTIC
            : cudnn.CUDNN_POOLING_AVERAGE_COUNT_EXCLUDE_PADDING;
    calls.dnn(
        cudnn.cudnnSetPooling2dDescriptor(
            windows, mode, cudnn.CUDNN_PROPAGATE_NAN, 2, 2, 0, 0, 2, 2),
        "windows");
    return windows;
  }

  /** {@code y} from {@code x}, and {@code dx} from {@code dy}. */
  public void pool(cudnnPoolingStruct windows) {
    calls.dnn(
        cudnn.cudnnPoolingForward(
            context, windows, one, form("x"), at("x"), zero, form("y"), at("y")),
        "pooling");
    calls.dnn(
        cudnn.cudnnPoolingBackward(
            context,
            windows,
            one,
            form("y"),
            at("y"),
            form("dy"),
            at("dy"),
            form("x"),
            at("x"),
            zero,
            form("dx"),
            at("dx")),
        "the gradient of pooling");
  }

  /**
   * {@code y} from {@code x}, {@code scale} and {@code shift}, over the batch, by way of {@code
   * mean} and {@code deviation}; {@code dx}, {@code dscale} and {@code dshift} from {@code dy}.
   */
  public void batchNorm() {
    int mode = cudnn.CUDNN_BATCHNORM_SPATIAL_PERSISTENT;
    Pointer none = null;
    calls.dnn(
        cudnn.cudnnBatchNormalizationForwardTraining(
            context,
            mode,
            one,
            zero,
            form("x"),
            at("x"),
            form("y"),
            at("y"),
            form("scale"),
            at("scale"),
            at("shift"),
            1,
            none,
            none,
            EPSILON,
            at("mean"),
            at("deviation")),
        "batch norm");
    calls.dnn(
        cudnn.cudnnBatchNormalizationBackward(
            context,
            mode,
            one,
            zero,
            one,
            zero,
            form("x"),
            at("x"),
            form("dy"),
            at("dy"),
            form("dx"),
            at("dx"),
            form("scale"),
            at("scale"),
            at("dscale"),
            at("dshift"),
            EPSILON,
            at("mean"),
            at("deviation")),
        "the gradient of batch norm");
  }

  @Override
  public void close() {
    opened.close();
  }
}
