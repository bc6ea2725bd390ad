package dev.figment.samples.run;

import dev.figment.Backend;
import dev.figment.data.Augmentation;
import dev.figment.data.Dataset;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import dev.figment.metric.OnnxFeatures;
import dev.figment.model.ImageClassifier;
import dev.figment.model.TrainedClassifier;
import dev.figment.nn.Layers;
import dev.figment.report.Numbers;
import dev.figment.train.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The network by whose features images are compared: a small classifier of the data's labels,
 * without labels of the positions into which images are turned, or a file of the user's own. A
 * classifier is trained once for some data and kept in the folder {@code extractor} beside a model.
 *
 * <p>Measures are only as good as the extractor: its accuracy on test data says how good that is.
 */
public final class Extractor implements AutoCloseable {
  /** Images of 28 x 28 pixels that a classifier is trained on; of larger ones fewer. */
  private static final int IMAGES = 120_000;

  private static final int PIXELS = 28 * 28;
  private static final int MOST_EPOCHS = 100;
  private static final int BATCH = 128;
  private static final int WIDTH = 16;
  private static final int FEATURES = 128;
  private static final int MOST_TESTED = 5_000;
  private static final long SEED = 1;

  private final OnnxRunner runner;
  private final OnnxFeatures features;
  private final @Nullable ExtractorRecord learned;

  private Extractor(OnnxRunner runner, OnnxFeatures features, @Nullable ExtractorRecord learned) {
    this.runner = runner;
    this.features = features;
    this.learned = learned;
  }

  /**
   * The extractor of some data: from the folder if it is there, else trained now, in about ten
   * seconds on two processors.
   *
   * @param folder of a model or a report
   * @param log gets lines for people
   * @throws dev.figment.FigmentException if the images cannot be classified
   */
  public static Extractor of(
      Dataset train, Dataset test, Path folder, BackendChoice choice, Consumer<String> log) {
    Path place = folder.resolve("extractor");
    ExtractorRecord known = ExtractorRecord.read(place);
    if (known == null || !known.dataHash().equals(train.getContentHash())) {
      known = train(train, test, place, choice);
      known.write(place);
    }
    log.accept("measures  by a " + known.describe());
    OnnxRunner runner =
        OnnxRunner.open(place.resolve("classifier.onnx"), InferenceOptions.defaults());
    OnnxFeatures features = ImageClassifier.features(runner);
    return new Extractor(
        runner, known.labelled() ? features : features.withoutProbabilities("positions"), known);
  }

  /** A file of the user's own. */
  public static Extractor of(OwnExtractor own, Consumer<String> log) {
    OnnxRunner runner = OnnxRunner.open(own.file(), InferenceOptions.defaults());
    try {
      OnnxFeatures features = own.features(runner);
      log.accept("measures  by " + own.file());
      return new Extractor(runner, features, null);
    } catch (RuntimeException error) {
      runner.close();
      throw error;
    }
  }

  private static ExtractorRecord train(
      Dataset train, Dataset test, Path place, BackendChoice choice) {
    boolean labelled = train.getLabelNames().size() > 1;
    Dataset source = labelled ? train : train.turned();
    Dataset tested = labelled ? test : test.turned();
    int pixels = train.getExampleShape().getSize() / train.getExampleShape().dim(0);
    int images = (int) (IMAGES * Math.min(1.0, (double) PIXELS / pixels));
    Dataset some = source.getSize() <= images ? source : source.shuffled(SEED).take(images);
    int epochs = Math.max(1, Math.min(MOST_EPOCHS, images / some.getSize()));
    int batch = Math.min(some.getSize(), Math.min(BATCH, Math.max(16, some.getSize() / 8)));
    long start = System.nanoTime();
    try (Backend backend = choice.open()) {
      TrainedClassifier classifier =
          Trainer.on(backend)
              .batchSize(batch)
              .epochs(epochs)
              .seed(SEED)
              .averageWeights(0.998)
              .train(recipe(train), some.augmented(SEED, Augmentation.randomCrop(2)));
      Dataset part =
          tested.getSize() <= MOST_TESTED ? tested : tested.shuffled(SEED).take(MOST_TESTED);
      double accuracy = classifier.accuracy(part);
      classifier.exportOnnx(place);
      return new ExtractorRecord(
          train.getContentHash(),
          labelled,
          source.getLabelNames().size(),
          accuracy,
          part.getSize(),
          classifier.getSteps() * batch,
          (System.nanoTime() - start) * 1e-9);
    }
  }

  private static ImageClassifier recipe(Dataset data) {
    boolean small = Math.min(data.getExampleShape().dim(1), data.getExampleShape().dim(2)) < 8;
    return small
        ? ImageClassifier.of(Layers.stack(Layers.flatten(), Layers.dense(FEATURES), Layers.relu()))
        : ImageClassifier.convolutional(data.getExampleShape(), WIDTH);
  }

  /** What measures take. */
  public OnnxFeatures features() {
    return features;
  }

  /**
   * How far the classifier is from guessing on test data: 0 if it guesses, 1 if it is always right;
   * NaN for a file of the user's own.
   */
  public double skill() {
    ExtractorRecord record = learned;
    return record == null ? Double.NaN : record.skill();
  }

  /** For example {@code classifier of the labels, 99.7 % of 2,000 test images right}. */
  public String describe() {
    ExtractorRecord record = learned;
    return record == null ? features.getName() + ", a file of your own" : record.describe();
  }

  /** The numbers that {@code --json} writes. */
  public Map<String, Object> numbers() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("extractor", features.getName());
    ExtractorRecord record = learned;
    if (record != null) {
      numbers.put("extractor.accuracy", record.accuracy());
      numbers.put("extractor.chance", 1.0 / record.classes());
      numbers.put("extractor.seconds", record.seconds());
    }
    return numbers;
  }

  @Override
  public void close() {
    runner.close();
  }

  @Override
  public String toString() {
    return describe() + (learned == null ? "" : ", " + Numbers.time(learned.seconds()));
  }
}
