package dev.figment.nn;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.Tensor;
import org.jspecify.annotations.Nullable;

/** What a forward pass is for, and the labels of its examples where a network wants them. */
public final class Mode {
  /** Dropout drops, batch norm uses the batch and moves its running statistics. */
  public static final Mode TRAINING = new Mode(true, null);

  /** Everything is a fixed function of the input. */
  public static final Mode INFERENCE = new Mode(false, null);

  private final boolean training;
  private final @Nullable Tensor labels;

  private Mode(boolean training, @Nullable Tensor labels) {
    this.training = training;
    this.labels = labels;
  }

  /**
   * The same with a label for each example, for the layers that are conditioned on it.
   *
   * @param numbers i32 {@code [N]}, from 0 to below the number of classes
   */
  public Mode given(Tensor numbers) {
    if (numbers.getDtype() != DType.I32 || numbers.getShape().getRank() != 1) {
      throw new FigmentException("labels are i32 [N], not " + numbers.getType());
    }
    return new Mode(training, numbers);
  }

  public boolean isTraining() {
    return training;
  }

  /**
   * The labels, i32 {@code [N]}.
   *
   * @throws FigmentException if there are none
   */
  public Tensor getLabels() {
    if (labels == null) {
      throw new FigmentException(
          "the network wants labels and was given none", "run it with mode.given(labels)");
    }
    return labels;
  }

  @Override
  public String toString() {
    return (training ? "training" : "inference") + (labels == null ? "" : " given labels");
  }
}
