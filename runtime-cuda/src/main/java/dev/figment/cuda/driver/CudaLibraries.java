package dev.figment.cuda.driver;

import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** Whether the CUDA libraries, the driver and a device are there. Looked up once, never throws. */
public final class CudaLibraries {
  private static final int OLDEST_RUNTIME = 13000;
  private static final @Nullable String PROBLEM = find();

  private CudaLibraries() {}

  /** Why CUDA cannot be used here, with the cure; null where it can. */
  public static @Nullable String problem() {
    return PROBLEM;
  }

  private static @Nullable String find() {
    try {
      Loader.load(cudart.class);
      return Calls.check();
    } catch (LinkageError error) {
      return explain(root(error));
    }
  }

  private static String root(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** The loader's words as a plain reason. */
  static String explain(String message) {
    if (message.contains("libcuda.so") || message.contains("nvcuda.dll")) {
      String library = message.substring(message.lastIndexOf(".so: ") + 1).replace("so: ", "");
      return "no NVIDIA driver is installed (" + library + "); install driver 580 or newer";
    }
    if (message.startsWith("Platform ")) {
      return "CUDA does not exist for this platform (" + message + ")";
    }
    if (message.startsWith("Could not find jnicudart") || message.contains("no jnicudart")) {
      return "the natives of the CUDA bindings are not on the class path; add"
          + " org.bytedeco:cuda with the classifier of this platform";
    }
    if (message.startsWith("org/bytedeco/") || message.startsWith("org.bytedeco.")) {
      return "the CUDA bindings are not on the class path (" + message + "); add org.bytedeco:cuda";
    }
    return "a CUDA library cannot be loaded (" + message + "); install CUDA 13";
  }

  /** Native calls, in a class that is loaded only once the library is there. */
  private static final class Calls {
    private Calls() {}

    static @Nullable String check() {
      int[] number = new int[1];
      int status = cudart.cudaGetDeviceCount(number);
      if (status != cudart.cudaSuccess) {
        return status == cudart.cudaErrorInsufficientDriver
            ? "the NVIDIA driver is too old for CUDA 13; install driver 580 or newer"
            : cudart.cudaGetErrorString(status).getString() + " (CUDA error " + status + ")";
      }
      if (number[0] == 0) {
        return "the driver works, but there is no CUDA device";
      }
      status = cudart.cudaRuntimeGetVersion(number);
      if (status != cudart.cudaSuccess || number[0] < OLDEST_RUNTIME) {
        return "the CUDA runtime is version "
            + number[0]
            + ", older than "
            + OLDEST_RUNTIME
            + "; install CUDA 13";
      }
      return null;
    }
  }
}
