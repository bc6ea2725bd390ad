package dev.figment.samples.cli;

import dev.figment.FigmentException;
import dev.figment.model.TrainedModel;
import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.ModelKind;
import dev.figment.samples.run.TrainingPlan;
import dev.figment.samples.run.TrainingRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command that trains a kind of model. A subclass adds the options that only this kind has.
 *
 * @param <S> the settings that only this kind has
 * @param <T> what its training gives
 */
abstract class TrainModelCommand<S extends Record, T extends TrainedModel>
    implements Callable<Integer> {
  static final String ABOUT =
      "Data without a test part is split: a tenth is held out and evaluated after each epoch."
          + " Ctrl-C saves a checkpoint; the same command with --resume goes on from it, with the"
          + " settings it was begun with.";

  private final ModelKind<S, T> kind;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin DataOptions data = new DataOptions();
  @Mixin TrainingOptions training = new TrainingOptions();
  @Mixin ComputeOptions compute = new ComputeOptions();

  @Option(names = "--resume", description = "Go on from the checkpoint in --out.")
  boolean resume;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder for the model and the report.")
  Path out = Path.of("");

  @Mixin CommonOptions common = new CommonOptions();

  TrainModelCommand(ModelKind<S, T> kind) {
    this.kind = kind;
  }

  /** The kind's own settings: what was given, and for the rest a base. */
  abstract S model(S base);

  @Override
  public final Integer call() {
    Console console = new Console(spec);
    ModelDirectory directory = ModelDirectory.at(out);
    if (resume && !directory.hasCheckpoint()) {
      throw new FigmentException(
          out + ": there is no checkpoint to resume from", "leave out --resume to begin anew");
    }
    TrainingPlan<S, T> base = resume ? directory.plan(kind) : TrainingPlan.defaults(kind);
    TrainingPlan<S, T> plan =
        new TrainingPlan<>(
            kind,
            data.over(base.data()),
            training.over(base.training(), compute),
            model(base.model()));
    Goal goal = new Goal(plan.training().epochs(), training.limit());
    if (goal.isEndless()) {
      throw new ParameterException(
          spec.commandLine(), "The training was begun with --minutes; give it, or --epochs");
    }
    try (Interrupt interrupt = Interrupt.watch(console.err())) {
      TrainingRun<T> run =
          new TrainingRun<>(
                  plan,
                  directory,
                  console::line,
                  () -> console.progress(plan.training().batch(), goal),
                  interrupt)
              .timeLimit(goal.limit());
      return TrainingEnd.tell(console, common, directory, (resume ? run.resume() : run).run());
    }
  }
}
