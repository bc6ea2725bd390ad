package dev.figment.cuda.driver;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.nccl;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Whether the driver, CUDA's libraries and a device are there, and of which versions. Looked up
 * once, never throws.
 */
public final class CudaLibraries {
  private static final String CUDA =
      "install CUDA 13 with cuDNN 9.10 or newer, and name their folders in LD_LIBRARY_PATH";
  private static final String NCCL =
      "install NCCL 2.13 or newer for CUDA 13, and name its folder in LD_LIBRARY_PATH";
  private static final CudaLibraries FOUND;

  static {
    // JavaCPP counts native memory against the heap's limit, and even the whole process, of which
    // NVIDIA's libraries take much, against twice that: a small heap must not forbid them.
    defaultProperty("org.bytedeco.javacpp.maxBytes", "0");
    defaultProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    FOUND = ofOneGpu();
  }

  private final Map<String, String> versions = new LinkedHashMap<>();
  private @Nullable String problem;

  private CudaLibraries() {}

  private static void defaultProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  private static CudaLibraries ofOneGpu() {
    CudaLibraries libraries = new CudaLibraries();
    if (libraries.load("CUDA runtime", () -> Loader.load(cudart.class), CUDA)) {
      libraries.devices();
      libraries.all();
    }
    return libraries;
  }

  /** Looked up when first asked for: one GPU needs none of it. */
  private static final class Several {
    static final CudaLibraries FOUND = new CudaLibraries();

    static {
      if (FOUND.load("NCCL", () -> Loader.load(nccl.class), NCCL)) {
        FOUND.library("NCCL", CollectiveCalls::version, 21_300, Version::ofNccl, NCCL);
      }
    }
  }

  private void all() {
    library("driver", DriverCalls::version, 13_000, Version::ofCuda, "install driver 580 or newer");
    library("CUDA runtime", RuntimeCalls::version, 13_000, Version::ofCuda, "install CUDA 13");
    if (load("cuBLASLt", () -> Loader.load(cublas.class), CUDA)) {
      library("cuBLASLt", BlasCalls::version, 130_000, Version::ofBlas, "install CUDA 13");
    }
    if (load("cuDNN", () -> Loader.load(cudnn.class), CUDA)) {
      library(
          "cuDNN",
          DnnCalls::version,
          91_000,
          Version::ofDnn,
          "install cuDNN 9.10 or newer for CUDA 13");
    }
    if (load("NVRTC", () -> Loader.load(nvrtc.class), CUDA)) {
      library("NVRTC", CompilerCalls::version, 13_000, Version::ofCuda, "install CUDA 13");
    }
  }

  /** Why CUDA cannot be used here, with the cure; null where it can. */
  public static @Nullable String problem() {
    return FOUND.problem;
  }

  /** Why several GPUs cannot work together where one works; null where they can. */
  static @Nullable String problemOfSeveral() {
    return Several.FOUND.problem;
  }

  /** The version of the library that only several GPUs need, or that it is missing. */
  public static Map<String, String> versionsOfSeveral() {
    return FOUND.problem == null
        ? Collections.unmodifiableMap(Several.FOUND.versions)
        : Collections.emptyMap();
  }

  /** The version of each library, or why it cannot be loaded; those that were asked for. */
  public static Map<String, String> versions() {
    return Collections.unmodifiableMap(FOUND.versions);
  }

  private void fail(String reason) {
    if (problem == null) {
      problem = reason;
    }
  }

  private boolean load(String name, Runnable loader, String cure) {
    try {
      loader.run();
      return true;
    } catch (LinkageError error) {
      String reason = LoaderWords.explain(name, LoaderWords.root(error), cure);
      versions.put(name, "missing");
      fail(reason);
      return false;
    }
  }

  private void devices() {
    String reason = RuntimeCalls.devices();
    if (reason != null) {
      fail(reason);
    }
  }

  private void library(
      String name, IntSupplier asked, int oldest, Version.Format format, String cure) {
    int version = asked.getAsInt();
    String words = format.words(version);
    versions.put(name, words);
    if (version < oldest) {
      fail(
          "the version of "
              + name
              + " is "
              + words
              + ", older than "
              + format.words(oldest)
              + "; "
              + cure);
    }
  }

  // Native calls, each library's in a class that is initialised only once the library is there.

  private static final class DriverCalls {
    static int version() {
      int[] number = new int[1];
      return cudart.cudaDriverGetVersion(number) == cudart.cudaSuccess ? number[0] : 0;
    }
  }

  private static final class RuntimeCalls {
    static int version() {
      int[] number = new int[1];
      return cudart.cudaRuntimeGetVersion(number) == cudart.cudaSuccess ? number[0] : 0;
    }

    static @Nullable String devices() {
      int[] number = new int[1];
      int status = cudart.cudaGetDeviceCount(number);
      if (status == cudart.cudaErrorInsufficientDriver) {
        return "the NVIDIA driver is too old for CUDA 13; install driver 580 or newer";
      }
      if (status == cudart.cudaErrorNoDevice || (status == cudart.cudaSuccess && number[0] == 0)) {
        return "the driver works, but there is no CUDA device; is one visible to this process"
            + " (CUDA_VISIBLE_DEVICES)?";
      }
      return status == cudart.cudaSuccess
          ? null
          : cudart.cudaGetErrorString(status).getString() + " (CUDA error " + status + ")";
    }
  }

  private static final class BlasCalls {
    static int version() {
      return (int) cublas.cublasLtGetVersion();
    }
  }

  private static final class DnnCalls {
    static int version() {
      return (int) cudnn.cudnnGetVersion();
    }
  }

  private static final class CollectiveCalls {
    static int version() {
      int[] number = new int[1];
      return nccl.ncclGetVersion(number) == nccl.ncclSuccess ? number[0] : 0;
    }
  }

  private static final class CompilerCalls {
    static int version() {
      int[] major = new int[1];
      int[] minor = new int[1];
      return nvrtc.nvrtcVersion(major, minor) == nvrtc.NVRTC_SUCCESS
          ? 1000 * major[0] + 10 * minor[0]
          : 0;
    }
  }
}
