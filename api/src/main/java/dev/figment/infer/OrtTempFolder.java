package dev.figment.infer;

import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Removes the folder into which ONNX Runtime unpacks its library. On its own it deletes the files
 * in it when the JVM ends, and leaves an empty folder behind each JVM.
 */
final class OrtTempFolder {
  private static final AtomicBoolean DONE = new AtomicBoolean();

  private OrtTempFolder() {}

  /** Once, after ONNX Runtime has loaded. Where it keeps no such folder, nothing happens. */
  static void removeAtExit() {
    if (!DONE.compareAndSet(false, true)) {
      return;
    }
    try {
      Field field = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
      field.setAccessible(true);
      Object folder = field.get(null);
      if (folder instanceof Path path) {
        File place = path.toFile();
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> delete(place), "figment-onnxruntime-folder"));
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
      // Another version of ONNX Runtime, or a closed module: an empty folder stays, no more.
      return;
    }
  }

  private static void delete(File folder) {
    File[] files = folder.listFiles();
    if (files != null) {
      for (File file : files) {
        if (!file.delete()) {
          file.deleteOnExit();
        }
      }
    }
    if (!folder.delete()) {
      // Where a loaded library cannot be deleted, the folder cannot either.
      folder.deleteOnExit();
    }
  }
}
