package dev.figment.loss;

import dev.figment.DType;
import dev.figment.Tensor;
import dev.figment.TensorType;

/** How far the probabilities that logits stand for are from labels. */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * {@code -log softmax(logits)[label]}, in nats, f32 {@code [N]}.
   *
   * @param logits {@code [N, classes]}
   * @param labels i32 {@code [N]}
   */
  public static Tensor perExample(Tensor logits, Tensor labels) {
    return logits.logSoftmax().times(oneHot(logits, labels)).sum(1).unaryMinus();
  }

  /** 1 for the label of each example, else 0, of the shape of the logits. */
  public static Tensor oneHot(Tensor logits, Tensor labels) {
    TensorType type = TensorType.of(DType.F32, logits.getShape());
    Tensor numbers = logits.graph().iota(type, 1);
    return numbers.equal(labels.cast(DType.F32).reshape(logits.getShape().dim(0), 1));
  }
}
