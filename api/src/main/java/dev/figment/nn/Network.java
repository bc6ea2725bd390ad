package dev.figment.nn;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;

/**
 * A layer bound to its variables: a function from tensors to tensors, usable many times in one
 * program and in many programs.
 */
public final class Network {
  /** What a layer does once its variables exist. */
  @FunctionalInterface
  public interface Forward {
    Tensor apply(Tensor input, Mode mode);
  }

  private final String place;
  private final Shape input;
  private final Shape output;
  private final Forward forward;

  private Network(String place, Shape input, Shape output, Forward forward) {
    this.place = place;
    this.input = input;
    this.output = output;
    this.forward = forward;
  }

  /**
   * A network whose output shape is found by a trial run with a free batch.
   *
   * @throws FigmentException with the scope as place, if the function cannot take the input, or it
   *     does not begin with a free batch
   */
  public static Network of(Scope scope, Shape input, Forward forward) {
    if (input.getRank() == 0 || input.dim(0) != Shape.N) {
      throw new FigmentException(
              "a network takes a batch of any size, not " + input, "begin the shape with Shape.N")
          .at(scope.getPath());
    }
    Graph trial = new Graph();
    Tensor x = trial.input("input", TensorType.of(DType.F32, input));
    Mode mode = scope.trial(trial);
    Tensor y = trial.within(scope.getPath(), () -> forward.apply(x, mode));
    return new Network(scope.getPath(), input, y.getShape(), forward);
  }

  /** {@code [N, ...]}. */
  public Shape getInputShape() {
    return input;
  }

  /** {@code [N, ...]}. */
  public Shape getOutputShape() {
    return output;
  }

  /**
   * The network's result for an input {@code [B, ...]}.
   *
   * @throws FigmentException if the input's shape differs from the one that the network is bound to
   */
  public Tensor forward(Tensor x, Mode mode) {
    Shape given = x.getShape();
    if (given.getRank() == 0 || !given.withDim(0, Shape.N).equals(input)) {
      throw new FigmentException(
              "the network takes " + input + ", not " + given, "bind it again for another shape")
          .at(place);
    }
    return x.graph().within(place, () -> forward.apply(x, mode));
  }
}
