package dev.figment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.Test;

class OnnxCheckerTest {
  @Test
  void refuses_a_model_without_a_graph() {
    assumeTrue(Loader.getPlatform().equals("linux-x86_64"), "the checker has no natives here");
    byte[] model = ModelProto.newBuilder().setIrVersion(8).build().toByteArray();
    assertThat(model).isNotEmpty();
    try (BytePointer bytes = new BytePointer(model);
        org.bytedeco.onnx.ModelProto parsed = new org.bytedeco.onnx.ModelProto()) {
      onnx.ParseProtoFromBytes(parsed, bytes, model.length);
      assertThatThrownBy(() -> onnx.check_model(parsed)).hasMessageContaining("opset_import");
    }
  }
}
