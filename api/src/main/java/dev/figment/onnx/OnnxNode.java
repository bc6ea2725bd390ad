package dev.figment.onnx;

import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One node of an ONNX graph: an operator, its inputs by name, its single result. */
final class OnnxNode {
  private final String type;
  private final String name;
  private final List<String> inputs;
  private final String output;
  private final List<Object> attributes;

  OnnxNode(String type, String name, List<String> inputs, String output, Object... attributes) {
    this.type = type;
    this.name = name;
    this.inputs = new ArrayList<>(inputs);
    this.output = output;
    this.attributes = Arrays.asList(attributes);
  }

  String output() {
    return output;
  }

  /** The node as a NodeProto; values that the map knows get the names that it gives them. */
  ProtoBuffer proto(Map<String, String> renamed) {
    ProtoBuffer node = new ProtoBuffer();
    for (String input : inputs) {
      node.text(1, renamed.getOrDefault(input, input));
    }
    node.text(2, renamed.getOrDefault(output, output)).text(3, name).text(4, type);
    for (int i = 0; i < attributes.size(); i += 2) {
      node.message(5, attribute((String) attributes.get(i), attributes.get(i + 1)));
    }
    return node;
  }

  /** An AttributeProto; its field 20 says which of the value fields counts. */
  private ProtoBuffer attribute(String key, Object value) {
    ProtoBuffer proto = new ProtoBuffer().text(1, key);
    if (value instanceof Float number) {
      return proto.real(2, number).number(20, 1);
    }
    if (value instanceof Long number) {
      return proto.number(3, number).number(20, 2);
    }
    if (value instanceof String text) {
      return proto.text(4, text).number(20, 3);
    }
    if (value instanceof float[] numbers) {
      for (float element : numbers) {
        proto.real(7, element);
      }
      return proto.number(20, 6);
    }
    if (value instanceof long[] numbers) {
      for (long element : numbers) {
        proto.number(8, element);
      }
      return proto.number(20, 7);
    }
    throw new FigmentException(
        name + ": attribute " + key + " of " + type + " cannot be a " + value.getClass().getName(),
        "use Long, Float, String, long[] or float[]");
  }
}
