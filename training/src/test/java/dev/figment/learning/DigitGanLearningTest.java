package dev.figment.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.data.Split;
import dev.figment.metric.ImageScores;
import dev.figment.model.Gan;
import dev.figment.model.TrainedClassifier;
import dev.figment.model.TrainedGan;
import dev.figment.optim.Adam;
import dev.figment.report.ImageGrid;
import dev.figment.train.Trainer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A DCGAN of MNIST's digits, for at most twenty minutes of two processors. */
@Tag("learning")
class DigitGanLearningTest {
  private static final int EPOCHS = 12;
  private static final int SAMPLES = 10_000;

  @Test
  void digits_are_clear_and_of_every_kind() {
    Split mnist = Digits.mnist();
    Gan gan =
        Gan.convolutional(mnist.getTrain().getExampleShape(), mnist.getTrain().getRange(), 32)
            .optimizer(Adam.learningRate(1e-3).betas(0.5, 0.999));
    try (Backend backend = Learning.backend()) {
      TrainedClassifier classifier = Digits.classifier(backend);
      TrainedGan trained =
          Trainer.on(backend)
              .batchSize(64)
              .epochs(EPOCHS)
              .seed(1)
              .averageWeights(0.999)
              .checkpoints(Learning.run("digits"))
              .checkpointEvery(500)
              .resume()
              .train(gan, mnist.getTrain());
      ImageGrid.of(trained.sample(100, 1)).columns(20).writePng(Learning.run("digits.png"));
      ImageScores scores = ImageScores.of(classifier, mnist.getTrain(), mnist.getTest());
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("recipe", gan.toString());
      facts.put("steps", trained.getSteps());
      facts.put("classifier.accuracy", classifier.accuracy(mnist.getTest()));
      facts.putAll(scores.score(trained.sample(SAMPLES, 2)));
      Dataset others = mnist.getTrain().shuffled(3).take(SAMPLES);
      scores.score(others).forEach((name, value) -> facts.put("real." + name, value));
      Learning.record("digits", facts);
      assertThat((double) facts.get("frechet")).isLessThan(6);
      assertThat((double) facts.get("coverage")).isGreaterThan(0.8);
      assertThat((double) facts.get("modes")).isEqualTo(10);
    }
  }
}
