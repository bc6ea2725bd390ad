package dev.figment.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.metric.ImageScores;
import dev.figment.model.Conditioning;
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

/** A DCGAN that is told which digit to make. */
@Tag("learning")
class ConditionalGanLearningTest {
  private static final int EPOCHS = 6;
  private static final int SAMPLES = 1_000;
  private static final int SCORED = 5_000;

  @Test
  void makes_the_digits_that_are_asked_for() {
    Dataset train = Digits.mnist().getTrain();
    Gan gan =
        Gan.convolutional(train.getExampleShape(), train.getRange(), 32)
            .conditional(Conditioning.PROJECTION)
            .optimizer(Adam.learningRate(1e-3).betas(0.5, 0.999));
    try (Backend backend = Learning.backend()) {
      TrainedClassifier classifier = Digits.classifier(backend);
      TrainedGan trained =
          Trainer.on(backend)
              .batchSize(64)
              .epochs(EPOCHS)
              .seed(1)
              .averageWeights(0.999)
              .checkpoints(Learning.run("conditional"))
              .checkpointEvery(250)
              .resume()
              .train(gan, train);
      ImageGrid.of(trained.sample(100, 1)).columns(10).writePng(Learning.run("conditional.png"));
      // Without labels of one's own they take turns: 0, 1, ... 9, 0, ...
      int[] read = classifier.extract(Datasets.of(trained.sample(SAMPLES, 2))).getLabels();
      int right = 0;
      for (int i = 0; i < SAMPLES; i++) {
        right += read[i] == i % 10 ? 1 : 0;
      }
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("recipe", gan.toString());
      facts.put("steps", trained.getSteps());
      facts.put("classifier.accuracy", classifier.accuracy(Digits.mnist().getTest()));
      facts.put("read.as.asked", (double) right / SAMPLES);
      ImageScores scores = ImageScores.of(classifier, train, Digits.mnist().getTest());
      facts.putAll(scores.score(trained.sample(SCORED, 3)));
      Dataset others = train.shuffled(3).take(SCORED);
      scores.score(others).forEach((name, value) -> facts.put("real." + name, value));
      Learning.record("conditional", facts);
      assertThat((double) right / SAMPLES).isGreaterThanOrEqualTo(0.95);
      // A model with one image for each label would be read as asked, too.
      assertThat((double) facts.get("coverage")).isGreaterThan(0.5);
    }
  }
}
