package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import dev.figment.Precision;
import dev.figment.cuda.source.KernelText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.nccl.ncclComm;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * An NVIDIA GPU: kernels by NVRTC, products by cuBLASLt, convolutions by cuDNN, all on one stream
 * but for branches of a recording.
 *
 * <p>After an error that CUDA cannot leave, such as an illegal address, every call says so.
 */
public final class Gpu extends Device {
  /** The major number of the compute capability from which libraries know bf16. */
  private static final int FIRST_OF_BF16 = 8;

  private final Calls calls = new Calls();
  private final Opened opened = new Opened();
  private final GpuSettings settings;
  private final String name;
  private final int major;
  private final int minor;
  private final String architecture;
  private final Lanes lanes;
  private final CUstream_st stream;
  private final GpuMemory memory;
  private final Uploads uploads;
  private final Fetches fetches;
  private final Marks marks;
  private final Modules modules;
  private final LtProducts products;
  private final DnnConvolutions convolutions;
  private boolean closed;
  private @Nullable Communicator communicator;
  private int replicas = 1;

  private Gpu(GpuSettings settings) {
    this.settings = settings;
    int[] count = new int[1];
    calls.runtime(cudart.cudaGetDeviceCount(count), "counting GPUs");
    if (settings.ordinal() < 0 || settings.ordinal() >= count[0]) {
      throw new FigmentException(
          "there is no GPU number " + settings.ordinal(),
          "the numbers go from 0 to " + (count[0] - 1));
    }
    enter("choosing the GPU");
    calls.runtime(cudart.cudaFree((Pointer) null), "starting the GPU");
    byte[] words = new byte[256];
    calls.driver(
        cudart.cuDeviceGetName(words, words.length, settings.ordinal()), "asking for its name");
    this.name = new String(words, StandardCharsets.UTF_8).trim();
    this.major = attribute(cudart.cudaDevAttrComputeCapabilityMajor);
    this.minor = attribute(cudart.cudaDevAttrComputeCapabilityMinor);
    this.architecture = "sm_" + major + minor;
    try {
      this.lanes = new Lanes(calls, opened, settings.branches());
      this.stream = lanes.main();
      this.memory = new GpuMemory(calls, stream, () -> enter("freeing memory"));
      this.uploads = new Uploads(calls, opened, memory, stream);
      this.fetches = new Fetches(calls, opened, stream);
      this.marks = new Marks(calls, opened, stream);
      DiskCache cache = new DiskCache(settings.cache());
      this.modules = new Modules(calls, opened, new Nvrtc(calls, architecture), cache);
      Search search = settings.search() ? new Search(cache, name + " " + architecture) : null;
      Trials trials = new Trials(calls, stream, memory);
      this.products = new LtProducts(calls, opened, lanes, trials, search);
      this.convolutions = new DnnConvolutions(calls, opened, lanes, settings, trials, search);
    } catch (RuntimeException | Error failed) {
      opened.closeAfter(failed);
      throw failed;
    }
  }

  /**
   * Opens a GPU.
   *
   * @throws FigmentException if there is none with this number, or a library does not start
   */
  public static Gpu open(GpuSettings settings) {
    return new Gpu(settings);
  }

  private int attribute(int number) {
    int[] value = new int[1];
    calls.runtime(
        cudart.cudaDeviceGetAttribute(value, number, settings.ordinal()),
        "asking what the GPU can do");
    return value[0];
  }

  /** The GPU's number, from 0. */
  public int getOrdinal() {
    return settings.ordinal();
  }

  /** Whether an error was seen after which nothing works. */
  public boolean isBroken() {
    return calls.isBroken();
  }

  /** Takes over the GPU's part of so many that are connected. */
  Communicator join(ncclComm handle, int members) {
    Communicator own = new Communicator(calls, handle, "GPU " + settings.ordinal());
    opened.add(own::close);
    communicator = own;
    replicas = members;
    return own;
  }

  @Override
  public int getReplicas() {
    return replicas;
  }

  @Override
  public void means(long[] from, long[] targets, int[] sizes) {
    if (communicator == null) {
      super.means(from, targets, sizes);
    } else {
      communicator.means(from, targets, sizes, stream);
    }
  }

  @Override
  public Mark mark() {
    enter("looking at the GPU's clock");
    return marks.set();
  }

  @Override
  public void finish() {
    enter("waiting for the GPU");
    calls.runtime(cudart.cudaStreamSynchronize(stream), "waiting for the GPU");
  }

  /** Makes the GPU the calling thread's, for what is to be done. */
  private void enter(String doing) {
    calls.open();
    calls.runtime(cudart.cudaSetDevice(settings.ordinal()), doing);
  }

  @Override
  public void check(Precision precision) {
    if (precision == Precision.BF16 && major < FIRST_OF_BF16) {
      throw new FigmentException(
          name
              + " does not compute in bf16: its compute capability is "
              + major
              + "."
              + minor
              + ", and bf16 begins with "
              + FIRST_OF_BF16
              + ".0",
          "choose fp16, which it has");
    }
  }

  @Override
  public String describe() {
    return name + ", " + architecture + (settings.deterministic() ? "" : ", nondeterministic");
  }

  @Override
  public long getFreeBytes() {
    enter("asking for free memory");
    return memory.freeAndTotal()[0];
  }

  @Override
  public long getUsedBytes() {
    return memory.getUsed();
  }

  @Override
  public DeviceMemory allocate(long bytes, String purpose) {
    enter("getting memory for " + purpose);
    return memory.allocate(bytes, purpose);
  }

  @Override
  public void upload(ByteBuffer from, DeviceMemory to, long offset) {
    enter("copying to the GPU");
    check(to, offset, from.remaining());
    uploads.copy(from, to.getAddress() + offset);
  }

  @Override
  public void download(DeviceMemory from, long offset, ByteBuffer to) {
    enter("copying from the GPU");
    check(from, offset, to.remaining());
    try (BytePointer target = new BytePointer(to);
        Pointer source = new Address(from.getAddress() + offset)) {
      calls.runtime(
          cudart.cudaMemcpyAsync(
              target, source, to.remaining(), cudart.cudaMemcpyDeviceToHost, stream),
          "copying " + to.remaining() + " bytes from the GPU");
      calls.runtime(cudart.cudaStreamSynchronize(stream), "waiting for the GPU");
    }
  }

  @Override
  public Fetch fetch(DeviceMemory from, long offset, int bytes) {
    enter("copying from the GPU");
    check(from, offset, bytes);
    return fetches.begin(from.getAddress() + offset, bytes);
  }

  private static void check(DeviceMemory memory, long offset, long length) {
    if (offset < 0 || offset + length > memory.getBytes()) {
      throw new IndexOutOfBoundsException(
          offset + " + " + length + " of " + memory.getBytes() + " bytes");
    }
  }

  @Override
  public void prepare(List<KernelText> kernels) {
    enter("preparing kernels");
    modules.prepare(kernels);
  }

  @Override
  public void launch(KernelText kernel, long... addresses) {
    try (LongPointer cells = new LongPointer(addresses);
        PointerPointer<Pointer> parameters = new PointerPointer<>(addresses.length)) {
      for (int i = 0; i < addresses.length; i++) {
        parameters.put(i, cells.getPointer(i));
      }
      PointerPointer<Pointer> extra = null;
      calls.driver(
          cudart.cuLaunchKernel(
              modules.get(kernel),
              kernel.getBlocksX(),
              kernel.getBlocksY(),
              1,
              kernel.getThreadsX(),
              kernel.getThreadsY(),
              1,
              0,
              lanes.now(),
              parameters,
              extra),
          "kernel " + kernel.getName());
    }
  }

  @Override
  public @Nullable Product product(ProductSpec spec) {
    enter("choosing an algorithm for product " + spec);
    return products.get(spec);
  }

  @Override
  public @Nullable Convolution convolution(ConvSpec spec) {
    enter("choosing an engine for convolution " + spec);
    return convolutions.get(spec);
  }

  @Override
  public void beside(List<Runnable> launches) {
    lanes.beside(launches);
  }

  @Override
  public Recording record(Runnable launches) {
    enter("recording a program");
    return GraphRecording.of(calls, stream, () -> enter("running a program"), launches);
  }

  /** Frees all but the memory that was allocated, which has its owners. Twice is fine. */
  @Override
  public void close() {
    if (calls.isBroken() || closed) {
      return;
    }
    closed = true;
    opened.add(
        () -> {
          enter("closing the GPU");
          calls.runtime(cudart.cudaStreamSynchronize(stream), "waiting for the GPU");
        });
    opened.close();
  }
}
