package dev.figment.learning;

import dev.figment.Backend;
import dev.figment.PixelRange;
import dev.figment.data.Augmentation;
import dev.figment.data.Dataset;
import dev.figment.data.Idx;
import dev.figment.data.Split;
import dev.figment.model.ImageClassifier;
import dev.figment.model.TrainedClassifier;
import dev.figment.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** MNIST, and a classifier of it that all measures share. */
final class Digits {
  private static final int EPOCHS = 4;

  private Digits() {}

  /** MNIST in [-1, 1]; without it the test is skipped, saying so. */
  static Split mnist() {
    Split split = grey();
    return Split.of(
        split.getTrain().scaledTo(PixelRange.SIGNED), split.getTest().scaledTo(PixelRange.SIGNED));
  }

  /** The same in [0, 1]. */
  static Split grey() {
    String named = System.getProperty("figment.data");
    Path folder = Path.of(named == null ? "../../shared/data" : named).resolve("mnist");
    Assumptions.assumeTrue(
        Files.exists(folder), "skipped: there is no " + folder + "; name it with -Dfigment.data");
    Split split = Idx.folder(folder);
    return Split.of(
        split.getTrain().scaledTo(PixelRange.UNIT), split.getTest().scaledTo(PixelRange.UNIT));
  }

  /** The classifier, trained when it is first asked for, for which it needs some minutes. */
  static TrainedClassifier classifier(Backend backend) {
    Dataset train = mnist().getTrain();
    return Trainer.on(backend)
        .batchSize(128)
        .epochs(EPOCHS)
        .seed(1)
        .averageWeights(0.998)
        .checkpoints(Learning.run("classifier"))
        .checkpointEvery(100)
        .resume()
        .train(
            ImageClassifier.convolutional(train.getExampleShape(), 16),
            train.augmented(1, Augmentation.randomCrop(2)));
  }
}
