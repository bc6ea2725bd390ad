package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import java.util.List;

/** Where an op writes itself as ONNX (opset 17): a list of nodes that grows. */
public interface OnnxNodes {
  /**
   * Adds a node with one result and returns the result's name.
   *
   * @param attributes alternating names and values; a value is a Long, Float, String, long[] or
   *     float[]
   */
  String node(String type, List<String> inputs, Object... attributes);

  /** Adds a constant and returns its name. I32 arrays are written as int64, as ONNX wants them. */
  String constant(NdArray value);

  /**
   * The name of an int64 vector that holds a node's shape; a free batch is taken from the model's
   * input at run time.
   */
  String shape(Tensor node);

  /** The error for a node that cannot be exported; export never skips one. */
  FigmentException refuse(Tensor node, String reason);
}
