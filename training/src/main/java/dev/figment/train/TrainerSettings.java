package dev.figment.train;

import dev.figment.Precision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values behind a {@link Trainer}; changed only while a new trainer is being made. */
final class TrainerSettings {
  int batchSize = 128;
  int epochs = 10;
  long seed = 1;
  @Nullable Duration timeLimit;
  BooleanSupplier stop = () -> false;
  double averaging;
  Precision precision = Precision.FP32;
  int patience;
  @Nullable Path checkpoints;
  int checkpointEvery;
  boolean resume;
  final List<Consumer<StepReport>> stepListeners = new ArrayList<>();
  final List<Consumer<EpochReport>> epochListeners = new ArrayList<>();

  TrainerSettings() {}

  TrainerSettings(TrainerSettings other) {
    batchSize = other.batchSize;
    epochs = other.epochs;
    seed = other.seed;
    timeLimit = other.timeLimit;
    stop = other.stop;
    averaging = other.averaging;
    precision = other.precision;
    patience = other.patience;
    checkpoints = other.checkpoints;
    checkpointEvery = other.checkpointEvery;
    resume = other.resume;
    stepListeners.addAll(other.stepListeners);
    epochListeners.addAll(other.epochListeners);
  }

  TrainerSettings batchSize(int value) {
    batchSize = value;
    return this;
  }

  TrainerSettings epochs(int value) {
    epochs = value;
    return this;
  }

  TrainerSettings seed(long value) {
    seed = value;
    return this;
  }

  TrainerSettings timeLimit(Duration value) {
    timeLimit = value;
    return this;
  }

  TrainerSettings stop(BooleanSupplier value) {
    stop = value;
    return this;
  }

  TrainerSettings averaging(double value) {
    averaging = value;
    return this;
  }

  TrainerSettings precision(Precision value) {
    precision = value;
    return this;
  }

  TrainerSettings patience(int value) {
    patience = value;
    return this;
  }

  TrainerSettings checkpoints(Path value) {
    checkpoints = value;
    return this;
  }

  TrainerSettings checkpointEvery(int value) {
    checkpointEvery = value;
    return this;
  }

  TrainerSettings resume(boolean value) {
    resume = value;
    return this;
  }

  TrainerSettings onStep(Consumer<StepReport> listener) {
    stepListeners.add(listener);
    return this;
  }

  TrainerSettings onEpoch(Consumer<EpochReport> listener) {
    epochListeners.add(listener);
    return this;
  }
}
