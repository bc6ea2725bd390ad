package dev.figment.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import com.sun.jna.Native;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;

class NativesTest {
  @Test
  void every_native_library_loads() {
    assertThat(dnnl.dnnl_version().major()).isEqualTo(3);
    assertThat(opencv_core.getVersionMajor()).isEqualTo(4);
    assertThat(OrtEnvironment.getAvailableProviders()).isNotEmpty();
    assertThat(Native.POINTER_SIZE).isEqualTo(8);
  }
}
