package dev.figment.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.onnx.global.onnx;

/** The official checker, where it has a library for the system. */
final class OnnxChecker {
  private OnnxChecker() {}

  /** Throws if the checker finds fault with a model. */
  static void check(Path file) {
    if (!Loader.getPlatform().equals("linux-x86_64")) {
      return;
    }
    byte[] model = read(file);
    try (BytePointer bytes = new BytePointer(model);
        org.bytedeco.onnx.ModelProto parsed = new org.bytedeco.onnx.ModelProto()) {
      onnx.ParseProtoFromBytes(parsed, bytes, model.length);
      onnx.check_model(parsed);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
