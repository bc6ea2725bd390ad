package dev.figment.samples.run.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * A number by which models are compared.
 *
 * @param key in {@code report.json}, behind the model's
 * @param group the heading that it stands under
 * @param name for people
 * @param better which numbers are good
 * @param note what it is, with its unit
 * @param least the difference below which two numbers are as good as equal
 */
record Measure(String key, String group, String name, Better better, String note, double least) {
  /** Which of two numbers is the better one. */
  enum Better {
    HIGHER("higher"),
    LOWER("lower"),
    NEAR_ONE("near 1"),
    NEITHER("");

    private final String text;

    Better(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }

    /** How bad a number is: comparable with others of the same measure, less is better. */
    double badness(double value) {
      return switch (this) {
        case HIGHER -> -value;
        case LOWER -> value;
        case NEAR_ONE -> Math.abs(value - 1);
        case NEITHER -> 0;
      };
    }
  }

  private static final String LIKENESS = "Likeness of samples to real images";
  private static final String ENCODING = "Likelihood, reconstruction, restoration, latents";
  private static final String TRAINING = "Training";
  private static final String COST = "Speed and size";

  /** Of a share, from 0 to 1. */
  private static final double LEAST_SHARE = 0.02;

  private static final List<Measure> ALL = new ArrayList<>();

  static final Measure FRECHET =
      add("frechet", LIKENESS, "Frechet distance", Better.LOWER, "in squared units of features");
  static final Measure KERNEL =
      add("kernel", LIKENESS, "kernel distance", Better.LOWER, "0 for equal distributions");
  static final Measure PRECISION =
      add("precision", LIKENESS, "precision", Better.HIGHER, "share of samples that pass for real");
  static final Measure DENSITY =
      add("density", LIKENESS, "density", Better.HIGHER, "as precision, minds outliers less");
  static final Measure RECALL =
      add("recall", LIKENESS, "recall", Better.HIGHER, "share of real images within reach");
  static final Measure COVERAGE =
      add(
          "coverage",
          LIKENESS,
          "coverage",
          Better.HIGHER,
          "share of real images with a sample near");
  static final Measure DIVERSITY =
      add("diversity", LIKENESS, "diversity", Better.NEAR_ONE, "of that of real images");
  static final Measure SHARPNESS =
      add("sharpness", LIKENESS, "sharpness", Better.NEAR_ONE, "of that of real images");
  static final Measure MEMORISATION =
      add("memorisation", LIKENESS, "memorisation", Better.NEITHER, "0.5 and less: no copies");
  static final Measure SCORE =
      add("classifierScore", LIKENESS, "classifier score", Better.HIGHER, "up to the classes");
  static final Measure MODES =
      add("modes", LIKENESS, "classes found", Better.HIGHER, "of those in the data");
  static final Measure MODES_KL =
      add("modes.kl", LIKENESS, "unevenness of classes", Better.LOWER, "KL to uniform, nats");
  static final Measure NEGATIVE_ELBO =
      add("test.negativeElbo", ENCODING, "negative ELBO", Better.LOWER, "nats per test image");
  static final Measure BOUND =
      add("test.bound", ENCODING, "importance bound", Better.LOWER, "nats per test image");
  static final Measure RECONSTRUCTION =
      add("reconstruction", ENCODING, "reconstruction", Better.LOWER, "mean squared error");
  static final Measure SEARCH =
      add("search", ENCODING, "reconstruction by search", Better.LOWER, "mean squared error");
  static final Measure KEPT =
      add("kept", ENCODING, "label kept", Better.HIGHER, "share of reconstructions");
  static final Measure NOISE =
      add(
          "restore.noise",
          ENCODING,
          "noise removed by search",
          Better.LOWER,
          "mean squared error left");
  static final Measure ENCODED_NOISE =
      add(
          "encode.noise",
          ENCODING,
          "by the encoder alone",
          Better.LOWER,
          "mean squared error left");
  static final Measure HALF =
      add(
          "restore.half",
          ENCODING,
          "lower half restored",
          Better.LOWER,
          "mean squared error of it");
  static final Measure BETWEEN =
      add("between", ENCODING, "halfway images", Better.HIGHER, "share that pass for real");
  static final Measure ACTIVE =
      add("active", ENCODING, "active latents", Better.NEITHER, "of the encoder");
  static final Measure WORSENING =
      add("worsening", TRAINING, "end against best", Better.LOWER, "of the Frechet distance");
  static final Measure FAILED =
      add("failed", TRAINING, "diverged", Better.LOWER, "share of trainings");
  static final Measure STEPS = add("steps", TRAINING, "steps", Better.NEITHER, "");
  static final Measure TRAIN_SPEED =
      add("train.imagesPerSecond", TRAINING, "training speed", Better.HIGHER, "images per second");
  static final Measure STEP_SPEED =
      add("train.stepsPerSecond", TRAINING, "steps", Better.NEITHER, "per second");
  static final Measure PROCESSOR =
      add("train.processorSeconds", TRAINING, "processor time", Better.NEITHER, "s, all threads");
  static final Measure MEMORY =
      add("memory.peakMegabytes", TRAINING, "memory", Better.LOWER, "MB resident at most");
  static final Measure SAMPLE_SPEED =
      add("sample.imagesPerSecond", COST, "sampling speed", Better.HIGHER, "images per second");
  static final Measure WEIGHTS =
      add("weights", COST, "weights in training", Better.NEITHER, "numbers");
  static final Measure FILES = add("files.kilobytes", COST, "all files", Better.LOWER, "kB, ONNX");
  static final Measure SAMPLER =
      add("sampler.kilobytes", COST, "the file that samples", Better.LOWER, "kB, ONNX");

  private static Measure add(String key, String group, String name, Better better, String note) {
    double least = note.contains("share") ? LEAST_SHARE : better == Better.NEAR_ONE ? 0.05 : 0;
    Measure measure = new Measure(key, group, name, better, note, least);
    ALL.add(measure);
    return measure;
  }

  /** Whether it depends on what else the machine does. */
  boolean isSpeed() {
    return note.contains("per second");
  }

  /** All of them, in the order of the table. */
  static List<Measure> all() {
    return List.copyOf(ALL);
  }
}
