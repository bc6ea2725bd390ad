package dev.figment.learning;

import dev.figment.Backend;
import dev.figment.metric.Estimate;
import dev.figment.metric.Features;
import dev.figment.metric.ToyModes;
import dev.figment.metric.ToyScore;
import dev.figment.model.Gan;
import dev.figment.model.TrainedGan;
import dev.figment.train.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** One setting on one toy: what each of five seeds comes to. */
final class ToyArm {
  private static final int SEEDS = 5;
  private static final int SAMPLES = 2_500;

  private final List<ToyScore> scores = new ArrayList<>();

  private ToyArm() {}

  /**
   * Trains and records.
   *
   * @param points in an epoch
   * @param trainer sets the batch size and the number of epochs
   */
  static ToyArm train(
      String name, ToyModes modes, Gan gan, int points, UnaryOperator<Trainer> trainer) {
    ToyArm arm = new ToyArm();
    List<String> lines = new ArrayList<>();
    long start = System.nanoTime();
    for (int seed = 1; seed <= SEEDS; seed++) {
      try (Backend backend = Learning.backend()) {
        TrainedGan trained =
            trainer
                .apply(Trainer.on(backend))
                .seed(seed)
                .checkpoints(Learning.run(name + "-" + seed))
                .resume()
                .train(gan, modes.dataset(points, seed));
        ToyScore score = modes.score(Features.of(trained.generate(trained.latents(SAMPLES, seed))));
        arm.scores.add(score);
        lines.add("seed " + seed + ": " + score);
        arm.record(name, gan, trained.getSteps(), lines, start);
      }
    }
    return arm;
  }

  private void record(String name, Gan gan, long steps, List<String> runs, long start) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", gan.toString());
    facts.put("steps", steps);
    facts.put("seconds", (System.nanoTime() - start) / 1e9);
    facts.put("runs", runs);
    facts.put("modes", modes().toString());
    facts.put("highQuality", highQuality().toString());
    facts.put("reverseKl", mean(ToyScore::getReverseKl).toString());
    Learning.record(name, facts);
  }

  Estimate modes() {
    return mean(ToyScore::getFound);
  }

  /** From 0 to 1. */
  Estimate highQuality() {
    return mean(ToyScore::getHighQualityShare);
  }

  private Estimate mean(ToDoubleFunction<ToyScore> number) {
    return Estimate.of(scores.stream().mapToDouble(number).toArray());
  }
}
