package dev.figment.samples.run;

import dev.figment.Backend;
import dev.figment.Precision;
import dev.figment.train.Trainer;
import org.jspecify.annotations.Nullable;

/**
 * How a model of any kind is trained, as it is kept in {@code config.json}.
 *
 * @param epochs how often the data is gone through, or null for as often as the time allows
 * @param batch examples in one batch
 * @param lr Adam's learning rate
 * @param average how much of the weights' moving average each step keeps; 0 for no average
 * @param seed where all randomness comes from
 * @param threads of the backend; 0 for as many as there are processors
 * @param backend a backend's name, or {@code auto}
 * @param precision of products and convolutions while training: fp32, tf32, bf16 or fp16
 */
public record TrainingSettings(
    @Nullable Integer epochs,
    int batch,
    double lr,
    double average,
    long seed,
    int threads,
    String backend,
    String precision) {

  /** A trainer with these settings, of which epochs matter only while it trains. */
  public Trainer trainer(Backend on) {
    Trainer trainer =
        Trainer.on(on)
            .batchSize(batch)
            .epochs(epochs == null ? Integer.MAX_VALUE : epochs)
            .seed(seed)
            .precision(Precision.named(precision));
    return average > 0 ? trainer.averageWeights(average) : trainer;
  }
}
