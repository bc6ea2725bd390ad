package dev.figment.nn;

import dev.figment.Tensor;
import dev.figment.graph.Variable;

/** Learned numbers of each channel, the same for all examples or those of the example's class. */
@FunctionalInterface
interface PerChannel {
  /** As {@code [1, C, 1, ...]} or {@code [N, C, 1, ...]}, to go with {@code x}. */
  Tensor read(Tensor x, Mode mode);

  static PerChannel of(
      Scope scope, String name, Initializer initializer, int channels, boolean conditional) {
    if (!conditional) {
      Variable numbers = scope.weight(name, initializer, channels, channels, channels);
      return (x, mode) -> Affine.perChannel(x.graph().read(numbers), x);
    }
    int classes = scope.getClasses();
    Variable table = scope.weight(name, initializer, channels, channels, classes, channels);
    return (x, mode) ->
        Affine.perChannelOfExamples(x.graph().read(table).gather(mode.getLabels()), x);
  }
}
