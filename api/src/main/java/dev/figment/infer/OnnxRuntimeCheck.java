package dev.figment.infer;

import dev.figment.FigmentException;

/**
 * Whether ONNX Runtime itself works. Touches none of its classes, so that this class loads without
 * them; the entrances of the package call it before anything else.
 */
final class OnnxRuntimeCheck {
  private static final String ENTRY = "ai.onnxruntime.OrtEnvironment";

  private OnnxRuntimeCheck() {}

  /**
   * Looks for ONNX Runtime.
   *
   * @throws FigmentException naming the dependency to add
   */
  static void isPresent() {
    if (!isOnClassPath()) {
      throw new FigmentException(
          "ONNX Runtime is not on the class path",
          "add the dependency com.microsoft.onnxruntime:onnxruntime",
          "on Android com.microsoft.onnxruntime:onnxruntime-android");
    }
  }

  /** The error for what was thrown on the first use of ONNX Runtime. */
  static FigmentException problem(Throwable thrown) {
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
      Class.forName(ENTRY, false, OnnxRuntimeCheck.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError missing) {
      return false;
    }
  }
}
