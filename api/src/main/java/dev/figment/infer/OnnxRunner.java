package dev.figment.infer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Any ONNX file, run on plain arrays; {@link Generator} and {@link Autoencoder} are for images.
 *
 * <p>Any number of threads may run one instance at the same time. Closing waits for them.
 */
public final class OnnxRunner implements AutoCloseable {
  private final SharedSession session;

  private OnnxRunner(SharedSession session) {
    this.session = session;
  }

  /**
   * Opens a model.
   *
   * @throws FigmentException if the file is missing, is not an ONNX model or is damaged, or if ONNX
   *     Runtime is missing
   */
  public static OnnxRunner open(Path file, InferenceOptions options) {
    OnnxRuntimeCheck.isPresent();
    return new OnnxRunner(SharedSession.open("model " + file, file, options));
  }

  /**
   * Runs the model once.
   *
   * @param inputs one array for each input, by name. {@code I32} arrays fit inputs of int32 and
   *     int64
   * @return all outputs by name, in the model's order; integers as {@code I32}
   * @throws FigmentException if an input is missing, unknown or of another type, or if ONNX Runtime
   *     fails
   * @throws IllegalStateException if the model is closed
   */
  public Map<String, NdArray> run(Map<String, NdArray> inputs) {
    return session.use(open -> run(open, inputs));
  }

  private Map<String, NdArray> run(OrtSession open, Map<String, NdArray> inputs)
      throws OrtException {
    if (!inputs.keySet().equals(open.getInputNames())) {
      throw new FigmentException(
          session.getName() + " got the inputs " + new TreeSet<>(inputs.keySet()),
          "it takes " + new TreeSet<>(open.getInputNames()));
    }
    OrtEnvironment environment = Ort.environment();
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (Map.Entry<String, NdArray> input : inputs.entrySet()) {
        tensors.put(
            input.getKey(),
            OrtArrays.tensor(
                environment,
                session.getName() + ", input " + input.getKey(),
                input.getValue(),
                session.inputInfo(input.getKey())));
      }
      Map<String, NdArray> outputs = new LinkedHashMap<>();
      try (OrtSession.Result result = open.run(tensors)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          outputs.put(
              output.getKey(),
              OrtArrays.array(
                  session.getName() + ", output " + output.getKey(), output.getValue()));
        }
      }
      return outputs;
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /** The properties that the file carries, those of {@code figment.*} among them. */
  public Map<String, String> getProperties() {
    return session.use(open -> open.getMetadata().getCustomMetadata());
  }

  /** Waits for runs to end and frees the memory. Closing twice does nothing more. */
  @Override
  public void close() {
    session.close();
  }

  /** For example {@code model digits/decoder.onnx}. */
  @Override
  public String toString() {
    return session.getName();
  }
}
