package dev.figment.samples.cli;

import dev.figment.model.TrainedVae;
import dev.figment.samples.run.DataSettings;
import dev.figment.samples.run.DataSource;
import dev.figment.samples.run.ModelDirectory;
import dev.figment.samples.run.ModelKinds;
import dev.figment.samples.run.TrainingOutcome;
import dev.figment.samples.run.TrainingPlan;
import dev.figment.samples.run.TrainingRun;
import dev.figment.samples.run.VaeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code demo}. */
@Command(
    name = "demo",
    sortOptions = false,
    description = {
      "Train a small convolutional VAE on embedded digits, in about two minutes on two processors,"
          + " and look at what it can do. Nothing is downloaded.",
      ""
    })
final class DemoCommand implements Callable<Integer> {
  private static final int EPOCHS = 20;
  private static final int QUICK_EPOCHS = 8;
  private static final int SECONDS = 300;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder for the model and the pictures. Default: ${DEFAULT-VALUE}.")
  Path out = Path.of("models", "demo");

  @Option(names = "--quick", description = "Train for less than half of the time.")
  boolean quick;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      converter = Converters.Count.class,
      description =
          "Stop training after this time at the latest; the result then depends on the machine."
              + " Default: 300.")
  @Nullable Integer seconds;

  @Mixin ComputeOptions compute = new ComputeOptions();
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Console console = new Console(spec);
    ModelDirectory directory = ModelDirectory.at(out);
    TrainingPlan<VaeSettings, TrainedVae> plan = plan();
    int batch = plan.training().batch();
    Goal goal =
        new Goal(plan.training().epochs(), Duration.ofSeconds(seconds == null ? SECONDS : seconds));
    try (Interrupt interrupt = Interrupt.watch(console.err())) {
      TrainingOutcome outcome =
          new TrainingRun<>(
                  plan, directory, console::line, () -> console.progress(batch, goal), interrupt)
              .timeLimit(goal.limit())
              .run();
      int exit = TrainingEnd.tell(console, common, directory, outcome);
      if (exit == Failures.DONE) {
        for (String name : List.of("samples", "reconstructions", "interpolation")) {
          console.line("picture   " + directory.file(name + ".png"));
        }
      }
      return exit;
    }
  }

  private TrainingPlan<VaeSettings, TrainedVae> plan() {
    DataOptions data = new DataOptions();
    data.data = DataSource.GLYPHS;
    data.limit = 12_000;
    VaeOptions model = new VaeOptions();
    model.width = 16;
    model.latent = 8;
    TrainingOptions training = new TrainingOptions();
    training.batch = 64;
    training.lr = 2e-3;
    training.epochs = quick ? QUICK_EPOCHS : EPOCHS;
    return new TrainingPlan<>(
        ModelKinds.VAE,
        data.over(DataSettings.DEFAULTS),
        training.over(ModelKinds.VAE.trainingDefaults(), compute),
        model.over(VaeSettings.DEFAULTS));
  }
}
