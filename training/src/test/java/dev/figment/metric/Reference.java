package dev.figment.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The numbers of NumPy and SciPy in {@code reference.json}, which {@code reference.py} writes. */
final class Reference {
  private static final JsonNode ROOT = load();

  private Reference() {}

  private static JsonNode load() {
    try (InputStream file = Reference.class.getResourceAsStream("reference.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  static double number(String name) {
    return ROOT.get(name).asDouble();
  }

  static double number(String group, String name) {
    return ROOT.get(group).get(name).asDouble();
  }

  static double[] array(String name) {
    return array(ROOT.get(name));
  }

  private static double[] array(JsonNode node) {
    double[] array = new double[node.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = node.get(i).asDouble();
    }
    return array;
  }

  static int[] integers(String name) {
    int[] array = new int[ROOT.get(name).size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = ROOT.get(name).get(i).asInt();
    }
    return array;
  }

  static double[][] rows(String name) {
    double[][] rows = new double[ROOT.get(name).size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = array(ROOT.get(name).get(i));
    }
    return rows;
  }

  static Features features(String name) {
    return Features.of(rows(name));
  }
}
