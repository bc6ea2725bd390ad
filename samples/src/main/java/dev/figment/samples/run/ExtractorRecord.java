package dev.figment.samples.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.figment.AtomicFile;
import dev.figment.FigmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a trained extractor, as it is kept in {@code extractor.json}.
 *
 * @param dataHash the hash of the data that it was trained on
 * @param labelled whether its classes are the data's labels; else they are positions
 * @param classes the number of classes
 * @param accuracy the share of test images, from 0 to 1, whose class it reads right
 * @param tested the number of these test images
 * @param images the number of images that it has seen in training, with repetitions
 * @param seconds that training took
 */
record ExtractorRecord(
    String dataHash,
    boolean labelled,
    int classes,
    double accuracy,
    int tested,
    long images,
    double seconds) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);
  private static final String FILE = "extractor.json";

  /** The record in a folder; null if there is none that can be read, or no network beside it. */
  static @Nullable ExtractorRecord read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file) || !Files.isRegularFile(folder.resolve("classifier.onnx"))) {
      return null;
    }
    try {
      return JSON.readValue(file.toFile(), ExtractorRecord.class);
    } catch (IOException damaged) {
      return null;
    }
  }

  void write(Path folder) {
    try {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
      AtomicFile.write(folder.resolve(FILE), text + "\n");
    } catch (JsonProcessingException error) {
      throw new FigmentException(error, "the extractor cannot be described as JSON: " + this);
    }
  }

  /** 0 if the classifier guesses, 1 if it is always right. */
  double skill() {
    double chance = 1.0 / classes;
    return Math.max(0, (accuracy - chance) / (1 - chance));
  }

  /** For example {@code classifier of the labels, 99.7 % of 2,000 test images right}. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "classifier of %s, %.1f %% of %,d test images right",
        labelled ? "the labels" : "positions (the data has no labels)",
        100 * accuracy,
        tested);
  }
}
