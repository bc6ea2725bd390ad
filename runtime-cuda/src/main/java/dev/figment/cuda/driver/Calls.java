package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.nccl;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nccl.ncclComm;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the status of each call to CUDA into an error, and remembers errors that cannot be left.
 */
final class Calls {
  /** After these the context is lost: every later call fails, too. */
  private static final Set<Integer> STICKY =
      Set.of(
          cudart.cudaErrorECCUncorrectable,
          cudart.cudaErrorNvlinkUncorrectable,
          cudart.cudaErrorIllegalAddress,
          cudart.cudaErrorLaunchTimeout,
          cudart.cudaErrorContextIsDestroyed,
          cudart.cudaErrorAssert,
          cudart.cudaErrorHardwareStackError,
          cudart.cudaErrorIllegalInstruction,
          cudart.cudaErrorMisalignedAddress,
          cudart.cudaErrorInvalidAddressSpace,
          cudart.cudaErrorInvalidPc,
          cudart.cudaErrorLaunchFailure,
          cudart.cudaErrorContained,
          cudart.cudaErrorTensorMemoryLeak,
          cudart.cudaErrorMpsClientTerminated,
          cudart.cudaErrorExternalDevice);

  private static final int LONGEST = 1024;

  private volatile @Nullable String broken;

  /** Throws if an earlier call broke the GPU's context. */
  void open() {
    if (broken != null) {
      throw new FigmentException(
          "the GPU cannot be used any more: " + broken,
          "close the backend, and go on from the last checkpoint in a new process");
    }
  }

  /** Whether an error was seen after which nothing works, not even freeing. */
  boolean isBroken() {
    return broken != null;
  }

  /** Checks a call of the runtime. */
  void runtime(int status, String doing) {
    if (status != cudart.cudaSuccess) {
      fail(
          status,
          doing,
          text(cudart.cudaGetErrorString(status)),
          text(cudart.cudaGetErrorName(status)));
    }
  }

  /** Checks a call of the driver. */
  void driver(int status, String doing) {
    if (status != cudart.CUDA_SUCCESS) {
      try (PointerPointer<Pointer> words = new PointerPointer<>(1);
          PointerPointer<Pointer> name = new PointerPointer<>(1)) {
        cudart.cuGetErrorString(status, words);
        cudart.cuGetErrorName(status, name);
        fail(status, doing, text(new BytePointer(words.get())), text(new BytePointer(name.get())));
      }
    }
  }

  /** Checks a call of cuBLASLt. */
  void blas(int status, String doing) {
    if (status != cublas.CUBLAS_STATUS_SUCCESS) {
      fail(
          status,
          doing,
          text(cublas.cublasLtGetStatusString(status)),
          text(cublas.cublasLtGetStatusName(status)));
    }
  }

  /** Checks a call of cuDNN. */
  void dnn(int status, String doing) {
    if (status != cudnn.CUDNN_STATUS_SUCCESS) {
      byte[] last = new byte[LONGEST];
      cudnn.cudnnGetLastErrorString(last, last.length);
      int length = 0;
      while (length < last.length && last[length] != 0) {
        length++;
      }
      String words = new String(last, 0, length, StandardCharsets.UTF_8).strip();
      fail(status, doing, words.isEmpty() ? "no details" : words, dnnName(status));
    }
  }

  private static String dnnName(int status) {
    return text(cudnn.cudnnGetErrorString(status));
  }

  /** Checks a call of NVRTC. */
  void nvrtc(int status, String doing) {
    if (status != nvrtc.NVRTC_SUCCESS) {
      fail(status, doing, text(nvrtc.nvrtcGetErrorString(status)), "NVRTC");
    }
  }

  /** Checks a call of NCCL, which says more of its last error. */
  void nccl(int status, String doing) {
    if (status != nccl.ncclSuccess) {
      String words = text(nccl.ncclGetErrorString(status));
      String more = text(nccl.ncclGetLastError((ncclComm) null)).strip();
      fail(status, doing, more.isEmpty() ? words : words + ": " + more, "NCCL");
    }
  }

  private void fail(int status, String doing, String words, String name) {
    String fact = doing + ": " + words + " (" + name + ", " + status + ")";
    if (STICKY.contains(status)) {
      broken = fact;
      open();
    }
    throw new FigmentException(fact);
  }

  private static String text(@Nullable BytePointer words) {
    return words == null || words.isNull() ? "unknown error" : words.getString();
  }
}
