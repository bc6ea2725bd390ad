package dev.figment.samples.run.bench;

import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.graph.Variable;
import dev.figment.train.DataSpec;
import dev.figment.train.Phase;
import dev.figment.train.Recipe;
import dev.figment.train.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Measures steps of a preset as the trainer runs them, the reading of losses included. */
public final class BenchRun {
  private final BenchSettings settings;

  public BenchRun(BenchSettings settings) {
    this.settings = settings;
  }

  /** Trains a preset for as many steps as the settings say, on a backend of its own. */
  public BenchResult run(BenchPreset preset) {
    try (Backend backend = settings.choice().open()) {
      MeteredBackend metered = new MeteredBackend(backend);
      StepClock clock =
          new StepClock(
              settings.warmUp(),
              settings.block(),
              settings.blocks(),
              metered::mark,
              metered::restart);
      Dataset data = data(preset);
      Recipe<?> recipe = preset.recipe();
      Trainer.on(metered)
          .batchSize(preset.batch())
          .epochs(1)
          .precision(settings.precision())
          .onStep(report -> clock.step())
          .stopWhen(clock::isOver)
          .train(recipe, data);
      return new BenchResult(
          preset, settings, Quantiles.of(clock.seconds()), weights(recipe, data), metered);
    }
  }

  /** An epoch that does not end while steps are measured, or one is under way behind them. */
  private Dataset data(BenchPreset preset) {
    int batches = (settings.allSteps() + 2) * preset.batchesPerStep();
    return RandomImages.of(
        preset.example(), preset.range(), 2 * preset.batch(), batches * preset.batch());
  }

  /** The trained weights, in the order of networks and layers. */
  private static List<Variable> weights(Recipe<?> recipe, Dataset data) {
    Set<Variable> weights = new LinkedHashSet<>();
    for (Phase phase : recipe.bind(DataSpec.of(data)).getPhases()) {
      weights.addAll(phase.getWeights());
    }
    return new ArrayList<>(weights);
  }
}
