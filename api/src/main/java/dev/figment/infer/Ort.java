package dev.figment.infer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.figment.FigmentException;
import java.nio.file.Path;

/** Opens sessions in the one environment that a JVM has. */
final class Ort {
  /**
   * The session's key for the check of declared shapes. Unknown keys are ignored, so it is tested.
   */
  private static final String STRICT_SHAPES = "session.strict_shape_type_inference";

  private Ort() {}

  /**
   * The environment of this JVM.
   *
   * @throws FigmentException if its library does not load
   */
  static OrtEnvironment environment() {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtTempFolder.removeAtExit();
      return environment;
    } catch (LinkageError | RuntimeException broken) {
      throw OnnxRuntimeCheck.problem(broken);
    }
  }

  static OrtSession open(Path file, InferenceOptions options) {
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      settings.setOptimizationLevel(level(options.getOptimization()));
      if (options.getThreads() > 0) {
        settings.setIntraOpNumThreads(options.getThreads());
      }
      if (options.isStrictShapes()) {
        settings.addConfigEntry(STRICT_SHAPES, "1");
      }
      for (String provider : options.getProviders()) {
        ExecutionProviders.add(settings, provider);
      }
      return environment.createSession(file.toString(), settings);
    } catch (OrtException error) {
      throw new FigmentException(
          error, file + ": ONNX Runtime cannot open the model", "it says: " + error.getMessage());
    }
  }

  private static OrtSession.SessionOptions.OptLevel level(InferenceOptions.Optimization wanted) {
    return switch (wanted) {
      case NONE -> OrtSession.SessionOptions.OptLevel.NO_OPT;
      case BASIC -> OrtSession.SessionOptions.OptLevel.BASIC_OPT;
      case EXTENDED -> OrtSession.SessionOptions.OptLevel.EXTENDED_OPT;
      case ALL -> OrtSession.SessionOptions.OptLevel.ALL_OPT;
    };
  }
}
