package dev.figment.infer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.figment.Shape;
import dev.figment.onnx.OnnxContract;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs a network of one f32 input, and of a label if it is conditional, on any number of examples,
 * a batch at a time. Numbers pass through direct buffers that ONNX Runtime reads and writes in
 * place; each thread inside has its own.
 */
final class BatchRunner {
  /** Puts one example's numbers into an array. */
  @FunctionalInterface
  interface Source {
    void get(int example, float[] target);
  }

  /** Takes one example's numbers of one output; the array is used again. */
  @FunctionalInterface
  interface Sink {
    void put(int output, int example, float[] values);
  }

  /** A buffer of a batch should not be larger than this, in bytes. */
  private static final long LARGEST_BUFFER = 64L << 20;

  private final SharedSession session;
  private final String input;
  private final Shape inputShape;
  private final boolean labelled;
  private final List<String> outputs;
  private final List<Shape> outputShapes;
  private final int batch;
  private final ConcurrentLinkedQueue<Buffers> free = new ConcurrentLinkedQueue<>();

  /** For a session whose values have these shapes for each example. */
  BatchRunner(
      SharedSession session,
      String input,
      Shape inputShape,
      boolean labelled,
      List<String> outputs,
      List<Shape> outputShapes,
      int batchSize) {
    this.session = session;
    this.input = input;
    this.inputShape = inputShape;
    this.labelled = labelled;
    this.outputs = outputs;
    this.outputShapes = outputShapes;
    long bytes = 4L * inputShape.getSize();
    for (Shape shape : outputShapes) {
      bytes = Math.max(bytes, 4L * shape.getSize());
    }
    this.batch = (int) Math.max(1, Math.min(batchSize, LARGEST_BUFFER / bytes));
  }

  /**
   * Runs all examples from 0 to below the count.
   *
   * @param labels one for each example if the network takes labels
   */
  void run(int count, Source source, int[] labels, Sink sink) {
    session.use(
        open -> {
          Buffers buffers = free.poll();
          if (buffers == null) {
            buffers = new Buffers();
          }
          for (int first = 0; first < count; first += batch) {
            run(open, buffers, first, Math.min(batch, count - first), source, labels, sink);
          }
          free.add(buffers);
          return count;
        });
  }

  private void run(
      OrtSession open,
      Buffers buffers,
      int first,
      int count,
      Source source,
      int[] labels,
      Sink sink)
      throws OrtException {
    ((Buffer) buffers.in).clear();
    for (int i = 0; i < count; i++) {
      source.get(first + i, buffers.example);
      buffers.in.put(buffers.example);
      if (labelled) {
        buffers.labels.put(i, labels[first + i]);
      }
    }
    OrtEnvironment environment = Ort.environment();
    List<OnnxTensor> tensors = new ArrayList<>();
    try {
      OnnxTensor from = tensor(environment, buffers.in, inputShape, count);
      tensors.add(from);
      Map<String, OnnxTensor> inputs = new HashMap<>();
      inputs.put(input, from);
      if (labelled) {
        LongBuffer part = buffers.labels.duplicate();
        ((Buffer) part).limit(count);
        OnnxTensor label = OnnxTensor.createTensor(environment, part, new long[] {count});
        tensors.add(label);
        inputs.put(OnnxContract.LABEL, label);
      }
      Map<String, OnnxTensor> pinned = new HashMap<>();
      for (int k = 0; k < outputs.size(); k++) {
        OnnxTensor to = tensor(environment, buffers.out.get(k), outputShapes.get(k), count);
        tensors.add(to);
        pinned.put(outputs.get(k), to);
      }
      open.run(inputs, pinned).close();
    } finally {
      tensors.forEach(OnnxTensor::close);
    }
    for (int k = 0; k < outputs.size(); k++) {
      FloatBuffer out = buffers.out.get(k);
      ((Buffer) out).clear();
      float[] values = buffers.results.get(k);
      for (int i = 0; i < count; i++) {
        out.get(values);
        sink.put(k, first + i, values);
      }
    }
  }

  /** A tensor over the first examples of a direct buffer, which it shares. */
  private static OnnxTensor tensor(
      OrtEnvironment environment, FloatBuffer buffer, Shape example, int count)
      throws OrtException {
    long[] shape = new long[example.getRank() + 1];
    shape[0] = count;
    for (int i = 1; i < shape.length; i++) {
      shape[i] = example.dim(i - 1);
    }
    FloatBuffer part = buffer.duplicate();
    ((Buffer) part).clear();
    ((Buffer) part).limit(count * example.getSize());
    return OnnxTensor.createTensor(environment, part, shape);
  }

  /** What one thread needs inside. */
  private final class Buffers {
    final FloatBuffer in = direct(inputShape);
    final LongBuffer labels = bytes(8 * (labelled ? batch : 0)).asLongBuffer();
    final float[] example = new float[inputShape.getSize()];
    final List<FloatBuffer> out = new ArrayList<>();
    final List<float[]> results = new ArrayList<>();

    Buffers() {
      for (Shape shape : outputShapes) {
        out.add(direct(shape));
        results.add(new float[shape.getSize()]);
      }
    }

    private FloatBuffer direct(Shape shape) {
      return bytes(4 * batch * shape.getSize()).asFloatBuffer();
    }

    /** In the processor's byte order: in any other, ONNX Runtime reads other numbers, silently. */
    private ByteBuffer bytes(int count) {
      return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
    }
  }
}
