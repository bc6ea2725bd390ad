package dev.figment.train;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.Precision;
import dev.figment.data.Dataset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where and how long to train: backend, batch size, epochs, seed, listeners, checkpoints.
 * Immutable; every setting gives a new trainer.
 *
 * <p>The same backend, threads, recipe, data and seed give the same bits.
 */
public final class Trainer {
  private final Backend backend;
  private final TrainerSettings settings;

  private Trainer(Backend backend, TrainerSettings settings) {
    this.backend = backend;
    this.settings = settings;
  }

  /** A trainer with batches of 128, 10 epochs and seed 1. */
  public static Trainer on(Backend backend) {
    return new Trainer(backend, new TrainerSettings());
  }

  private Trainer with(UnaryOperator<TrainerSettings> change) {
    return new Trainer(backend, change.apply(new TrainerSettings(settings)));
  }

  /** Examples in one batch. */
  public Trainer batchSize(int examples) {
    positive("a batch size", examples);
    return with(s -> s.batchSize(examples));
  }

  /** How often the data is gone through. */
  public Trainer epochs(int count) {
    positive("a number of epochs", count);
    return with(s -> s.epochs(count));
  }

  /** Where all randomness comes from. */
  public Trainer seed(long number) {
    return with(s -> s.seed(number));
  }

  /** Stops after the step in which this time is over; the result then depends on the machine. */
  public Trainer timeLimit(Duration limit) {
    return with(s -> s.timeLimit(limit));
  }

  /** Ends the first step after which this is true, writes a checkpoint, and returns. */
  public Trainer stopWhen(BooleanSupplier stop) {
    return with(s -> s.stop(stop));
  }

  /**
   * Keeps a moving average of every weight, which validation, export and samples then use. In the
   * first steps it keeps less than the decay, so that it soon forgets where training began.
   *
   * @param decay how much of the average each step keeps, for example 0.999
   */
  public Trainer averageWeights(double decay) {
    if (!(decay > 0 && decay < 1)) {
      throw new FigmentException(
          "weights cannot be averaged with a decay of " + decay,
          "use one between 0 and 1, such as 0.999");
    }
    return with(s -> s.averaging(decay));
  }

  /**
   * How exactly products and convolutions of training steps are computed. Weights, sums and what is
   * measured stay in full, and a backend that gains nothing computes in full, too.
   */
  public Trainer precision(Precision choice) {
    return with(s -> s.precision(choice));
  }

  /** Stops when the loss on validation data has not fallen for this many epochs. */
  public Trainer earlyStopping(int patience) {
    positive("a patience", patience);
    return with(s -> s.patience(patience));
  }

  /** Writes {@code checkpoint.safetensors} into a folder after each epoch and at the end. */
  public Trainer checkpoints(Path directory) {
    return with(s -> s.checkpoints(directory));
  }

  /** Writes checkpoints also every so many steps. */
  public Trainer checkpointEvery(int steps) {
    positive("a checkpoint interval", steps);
    return with(s -> s.checkpointEvery(steps));
  }

  /** Goes on from the checkpoint in the folder, if there is one. */
  public Trainer resume() {
    return with(s -> s.resume(true));
  }

  /**
   * Called after each step; on a GPU after the next one was started, so that it need not wait. The
   * same holds for {@link #stopWhen}, if it looks at reports.
   */
  public Trainer onStep(Consumer<StepReport> listener) {
    return with(s -> s.onStep(listener));
  }

  /** Called after each epoch. */
  public Trainer onEpoch(Consumer<EpochReport> listener) {
    return with(s -> s.onEpoch(listener));
  }

  /** Trains a recipe on data. */
  public <T> T train(Recipe<T> recipe, Dataset data) {
    return run(recipe, data, null);
  }

  /** Trains a recipe on data, and evaluates other data after each epoch. */
  public <T> T train(Recipe<T> recipe, Dataset data, Dataset validation) {
    return run(recipe, data, validation);
  }

  private <T> T run(Recipe<T> recipe, Dataset data, @Nullable Dataset validation) {
    if (settings.patience > 0 && validation == null) {
      throw new FigmentException(
          "early stopping needs validation data", "call train(recipe, data, validation)");
    }
    if (settings.resume && settings.checkpoints == null) {
      throw new FigmentException(
          "there is no folder to resume from", "call checkpoints(directory) before resume()");
    }
    Model<T> model = recipe.bind(DataSpec.of(data));
    Training training = new Training(backend, recipe, model, data, validation, settings);
    new TrainingLoop(training).run();
    return model.finish(training);
  }

  /**
   * The trained model of a checkpoint, without training: for evaluation, export and samples.
   *
   * @param data of the shape and range that the checkpoint was trained on
   */
  public <T> T restore(Recipe<T> recipe, Dataset data) {
    if (settings.checkpoints == null) {
      throw new FigmentException(
          "there is no folder to restore from", "call checkpoints(directory) before restore(...)");
    }
    Model<T> model = recipe.bind(DataSpec.of(data));
    Training training = new Training(backend, recipe, model, data, null, settings);
    training.restore();
    training.useAverages();
    return model.finish(training);
  }

  private static void positive(String what, int number) {
    if (number < 1) {
      throw new FigmentException(what + " cannot be " + number, "use at least 1");
    }
  }
}
