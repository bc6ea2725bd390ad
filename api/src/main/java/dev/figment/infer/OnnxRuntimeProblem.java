package dev.figment.infer;

import dev.figment.FigmentException;

/** Why ONNX Runtime itself does not work. Touches none of its classes. */
final class OnnxRuntimeProblem {
  private static final String ENTRY = "ai.onnxruntime.OrtEnvironment";

  private OnnxRuntimeProblem() {}

  /** The error for what was thrown on the first use of ONNX Runtime. */
  static FigmentException of(Throwable thrown) {
    if (!isOnClassPath()) {
      return new FigmentException(
          thrown,
          "ONNX Runtime is not on the class path",
          "add the dependency com.microsoft.onnxruntime:onnxruntime",
          "on Android com.microsoft.onnxruntime:onnxruntime-android");
    }
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new FigmentException(
        thrown,
        "ONNX Runtime is on the class path but does not start",
        "the cause is " + cause,
        "its library must suit this system: "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch"));
  }

  private static boolean isOnClassPath() {
    try {
      Class.forName(ENTRY, false, OnnxRuntimeProblem.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError missing) {
      return false;
    }
  }
}
