package dev.figment.model;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Runs an exported file in ONNX Runtime, with strict checks of its shapes, beside the backend that
 * trained it, and compares every output.
 */
final class ParityProof {
  /** The largest difference that passes, relative to the range of the output. */
  static final double LIMIT = 1e-4;

  private ParityProof() {}

  /**
   * Proves a file equal to a function on these inputs.
   *
   * @throws FigmentException if it is not; the file is deleted then
   */
  static Parity prove(
      Backend backend,
      ModelFunction function,
      Path file,
      Map<String, NdArray> inputs,
      InferenceOptions options) {
    int examples = inputs.values().iterator().next().getShape().dim(0);
    Map<String, NdArray> expected = function.run(backend, inputs);
    Map<String, NdArray> actual;
    try (OnnxRunner runner = OnnxRunner.open(file, options.strictShapes())) {
      actual = runner.run(inputs);
    } catch (FigmentException error) {
      delete(file);
      throw error;
    }
    Map<String, Double> errors = new LinkedHashMap<>();
    expected.forEach((name, value) -> errors.put(name, error(file, name, value, actual.get(name))));
    Parity parity = new Parity(file.getFileName() + "", examples, errors);
    if (!(parity.getMaxError() < LIMIT)) {
      delete(file);
      throw new FigmentException(
          file
              + ": the exported model differs from the trained one: "
              + String.format(
                  Locale.ROOT,
                  "the largest error is %.3g of the output's range, %s",
                  parity.getMaxError(),
                  errors),
          "the limit is " + LIMIT + "; the file has been deleted",
          "backend " + backend.getDescription());
    }
    return parity;
  }

  private static double error(
      Path file, String name, NdArray expected, @org.jspecify.annotations.Nullable NdArray actual) {
    if (actual == null || !actual.getShape().equals(expected.getShape())) {
      delete(file);
      throw new FigmentException(
          file
              + ": output "
              + name
              + " is "
              + (actual == null ? "missing" : actual.getShape() + "")
              + " in ONNX Runtime, and "
              + expected.getShape()
              + " in training");
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double largest = 0;
    for (int i = 0; i < expected.getSize(); i++) {
      double difference = Math.abs(expected.get(i) - actual.get(i));
      largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
      low = Math.min(low, expected.get(i));
      high = Math.max(high, expected.get(i));
    }
    return largest / Math.max(high - low, 1e-6);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException error) {
      throw new FigmentException(
          error, file + ": the file is not equal to the model and cannot be deleted");
    }
  }
}
