package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.cuda.standin.StandIn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said about CUDA when something of it is there. */
class StandInProbeTest {
  @BeforeAll
  static void only_where_a_stand_in_can_be_made() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
  }

  private static String reason(String... standIn) throws Exception {
    return Child.reason("nothing", standIn);
  }

  @Test
  void everything_is_there() throws Exception {
    assertThat(reason("without=nothing"))
        .isEqualTo("NVIDIA GPU, CUDA; this version was not run on one before it was published");
  }

  @Test
  void no_device() throws Exception {
    String wanted =
        "the driver works, but there is no CUDA device; is one visible to this process"
            + " (CUDA_VISIBLE_DEVICES)?";
    assertThat(reason("without=nothing", "devices=0")).isEqualTo(wanted);
    assertThat(reason("without=nothing", "devices=0", "devices status=100")).isEqualTo(wanted);
  }

  @Test
  void driver_too_old() throws Exception {
    assertThat(reason("without=nothing", "devices status=35"))
        .isEqualTo("the NVIDIA driver is too old for CUDA 13; install driver 580 or newer");
    assertThat(reason("without=nothing", "driver=12080"))
        .isEqualTo("the version of driver is 12.8, older than 13.0; install driver 580 or newer");
  }

  @Test
  void cudnn_missing() throws Exception {
    assertThat(reason("without=libcudnn"))
        .startsWith("cuDNN cannot be loaded (libcudnn_")
        .endsWith(
            "); install CUDA 13 with cuDNN 9.10 or newer, and name their folders in"
                + " LD_LIBRARY_PATH");
  }

  @Test
  void cublas_missing() throws Exception {
    assertThat(reason("without=libcublas")).startsWith("cuBLASLt cannot be loaded (libcublas");
  }

  @Test
  void compiler_missing() throws Exception {
    assertThat(reason("without=libnvrtc")).startsWith("NVRTC cannot be loaded (libnvrtc.so.13");
  }

  @Test
  void libraries_too_old() throws Exception {
    assertThat(reason("without=nothing", "cudnn=90800"))
        .isEqualTo(
            "the version of cuDNN is 9.8.0, older than 9.10.0; install cuDNN 9.10 or newer for"
                + " CUDA 13");
    assertThat(reason("without=nothing", "cublas=120900"))
        .isEqualTo("the version of cuBLASLt is 12.9.0, older than 13.0.0; install CUDA 13");
    assertThat(reason("without=nothing", "nvrtc=12"))
        .isEqualTo("the version of NVRTC is 12.0, older than 13.0; install CUDA 13");
    assertThat(reason("without=nothing", "runtime=12080"))
        .isEqualTo("the version of CUDA runtime is 12.8, older than 13.0; install CUDA 13");
  }

  @Test
  void only_several_gpus_need_nccl() throws Exception {
    assertThat(reason("without=libnccl")).startsWith("NVIDIA GPU, CUDA; ");
    assertThat(reason("without=libnccl", Child.TOGETHER))
        .startsWith(
            "several GPUs cannot work together here\n    NCCL cannot be loaded (libnccl.so.2: ")
        .endsWith(
            "); install NCCL 2.13 or newer for CUDA 13, and name its folder in LD_LIBRARY_PATH");
    assertThat(reason("without=nothing", "nccl=2804", Child.TOGETHER))
        .isEqualTo(
            "several GPUs cannot work together here\n"
                + "    the version of NCCL is 2.8.4, older than 2.13.0; install NCCL 2.13 or newer"
                + " for CUDA 13, and name its folder in LD_LIBRARY_PATH");
    assertThat(reason("without=nothing", Child.TOGETHER))
        .isEqualTo("cuda (GPU 0, GPU 1: Stand-in, sm_90; NCCL 2.28.9)");
  }
}
