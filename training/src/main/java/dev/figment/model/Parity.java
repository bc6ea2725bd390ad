package dev.figment.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The measured equality of one exported file with the trained model. */
public final class Parity {
  private final String file;
  private final int examples;
  private final Map<String, Double> errors;

  Parity(String file, int examples, Map<String, Double> errors) {
    this.file = file;
    this.examples = examples;
    this.errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
  }

  /** The file's name. */
  public String getFile() {
    return file;
  }

  /** The number of inputs that were compared, half of them random and half real. */
  public int getExamples() {
    return examples;
  }

  /** The largest absolute difference of each output, divided by the range of that output. */
  public Map<String, Double> getErrors() {
    return errors;
  }

  /** The largest of the errors; NaN if any is. */
  public double getMaxError() {
    return errors.values().stream().mapToDouble(Double::doubleValue).reduce(0, Math::max);
  }

  /** For example {@code encoder.onnx equals the trained model to 3.1e-07 on 128 inputs}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s equals the trained model to %.1e on %d inputs",
        file,
        getMaxError(),
        examples);
  }
}
