package dev.figment.infer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import dev.figment.FigmentException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Execution providers by name. */
final class ExecutionProviders {
  private ExecutionProviders() {}

  /**
   * Asks a session for a provider.
   *
   * @throws FigmentException if the name is unknown, or this build of ONNX Runtime lacks it
   */
  static void add(OrtSession.SessionOptions settings, String name) {
    try {
      switch (name) {
        case "cpu" -> settings.addCPU(true);
        case "cuda" -> settings.addCUDA();
        case "tensorrt" -> settings.addTensorrt(0);
        case "rocm" -> settings.addROCM();
        case "openvino" -> settings.addOpenVINO("");
        case "directml" -> settings.addDirectML(0);
        case "coreml" -> settings.addCoreML();
        case "nnapi" -> settings.addNnapi();
        case "xnnpack" -> settings.addXnnpack(Collections.emptyMap());
        case "qnn" -> settings.addQnn(Collections.emptyMap());
        case "webgpu" -> settings.addWebGPU(Collections.emptyMap());
        default ->
            throw new FigmentException(
                "there is no execution provider named " + name,
                "the names are cpu, cuda, tensorrt, rocm, openvino, directml, coreml, nnapi,"
                    + " xnnpack, qnn and webgpu");
      }
    } catch (OrtException error) {
      throw problem(name, error);
    }
  }

  private static FigmentException problem(String name, OrtException error) {
    Set<String> available = available();
    for (String known : available) {
      if (known.toLowerCase(Locale.ROOT).startsWith(name)) {
        return new FigmentException(
            error,
            "the execution provider " + name + " does not start here",
            "ONNX Runtime says: " + error.getMessage(),
            "install what it needs, or leave the provider out");
      }
    }
    return new FigmentException(
        error,
        "the execution provider " + name + " is not in this ONNX Runtime",
        "it has " + available,
        "use another build of ONNX Runtime (onnxruntime_gpu has cuda), or leave the provider out");
  }

  private static Set<String> available() {
    Set<String> names = new TreeSet<>();
    for (OrtProvider provider : OrtEnvironment.getAvailableProviders()) {
      names.add(provider.getName());
    }
    return names;
  }
}
