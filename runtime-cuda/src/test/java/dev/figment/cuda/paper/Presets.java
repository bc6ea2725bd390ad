package dev.figment.cuda.paper;

import dev.figment.PixelRange;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.graph.Program;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.DifferentiableAugmentation;
import dev.figment.loss.GanLoss;
import dev.figment.loss.Likelihood;
import dev.figment.model.Conditioning;
import dev.figment.model.Gan;
import dev.figment.model.ImageClassifier;
import dev.figment.model.Vae;
import dev.figment.model.VaeGan;
import dev.figment.optim.RmsProp;
import dev.figment.optim.Schedule;
import dev.figment.train.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The recipes of the library, each in the form in which it is used, by name. */
final class Presets {
  private static final Shape DIGIT = Shape.of(1, 28, 28);
  private static final Shape FACE = Shape.of(3, 64, 64);
  private static final PixelRange SIGNED = PixelRange.SIGNED;
  private static final PixelRange UNIT = PixelRange.UNIT;
  private static final List<String> CLASSES = List.of("a", "b", "c", "d", "e");
  private static final Map<String, Preset> ALL = collect();

  private Presets() {}

  /** A recipe and what it is trained on. */
  private record Preset(Recipe<?> recipe, Shape shape, PixelRange range, int pack) {
    Preset(Recipe<?> recipe, Shape shape, PixelRange range) {
      this(recipe, shape, range, 1);
    }

    Dataset data(int count) {
      float[][] examples = new float[count][shape.getSize()];
      int[] labels = IntStream.range(0, count).map(i -> i % CLASSES.size()).toArray();
      return Datasets.of(shape, range, examples).withLabels(labels, CLASSES);
    }
  }

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** The programs of a preset's training and functions, in batches of an even size. */
  static List<Program> programs(String name, int batch, Precision precision) {
    return programs(name, batch, precision, 1);
  }

  /** The same where so many replicas share each batch in training. */
  static List<Program> programs(String name, int batch, Precision precision, int replicas) {
    Preset preset = ALL.get(name);
    return Life.programs(
        preset.recipe(), preset.data(batch), batch, preset.pack(), precision, replicas);
  }

  private static Map<String, Preset> collect() {
    Map<String, Preset> all = new LinkedHashMap<>();
    vaes(all);
    gans(all);
    all.put("classifier", new Preset(ImageClassifier.convolutional(DIGIT, 16), DIGIT, UNIT));
    return all;
  }

  private static void vaes(Map<String, Preset> all) {
    Vae dense = Vae.dense(DIGIT, 400).latentSize(20);
    Vae conv = Vae.convolutional(DIGIT, 32);
    all.put("dense VAE", new Preset(dense, DIGIT, UNIT));
    all.put("convolutional VAE", new Preset(conv, DIGIT, UNIT));
    all.put("conditional dense VAE", new Preset(dense.conditional(), DIGIT, UNIT));
    all.put("conditional convolutional VAE", new Preset(conv.conditional(), DIGIT, UNIT));
    all.put(
        "VAE of colours",
        new Preset(
            Vae.convolutional(FACE, 16)
                .likelihood(Likelihood.DISCRETISED_LOGISTIC)
                .freeBits(0.1)
                .klWarmUp(100),
            FACE,
            UNIT));
    all.put("dense VAE-GAN", new Preset(VaeGan.dense(DIGIT, 128, 64), DIGIT, UNIT));
    all.put(
        "convolutional VAE-GAN",
        new Preset(
            VaeGan.convolutional(DIGIT, 16).vae(Vae::conditional).penalty(CriticPenalty.r1(1)),
            DIGIT,
            UNIT));
  }

  private static void gans(Map<String, Preset> all) {
    Gan dense = Gan.dense(DIGIT, SIGNED, 256, 512);
    Gan conv = Gan.convolutional(DIGIT, SIGNED, 64);
    Gan residual = Gan.residual(DIGIT, SIGNED, 32);
    all.put("dense GAN", new Preset(dense, DIGIT, SIGNED));
    all.put("DCGAN of 28", new Preset(conv, DIGIT, SIGNED));
    all.put("DCGAN of 64", new Preset(Gan.convolutional(FACE, SIGNED, 32), FACE, SIGNED));
    all.put(
        "residual GAN with spectral norm", new Preset(residual.loss(GanLoss.HINGE), DIGIT, SIGNED));
    all.put(
        "WGAN-GP",
        new Preset(
            conv.loss(GanLoss.WASSERSTEIN)
                .penalty(CriticPenalty.gradientPenalty(10))
                .criticSteps(5),
            DIGIT,
            SIGNED));
    all.put(
        "residual WGAN-GP",
        new Preset(
            residual.loss(GanLoss.WASSERSTEIN).penalty(CriticPenalty.gradientPenalty(10)),
            DIGIT,
            SIGNED));
    all.put(
        "clipped WGAN",
        new Preset(
            dense
                .loss(GanLoss.WASSERSTEIN)
                .weightClipping(0.01)
                .optimizer(RmsProp.learningRate(5e-5)),
            DIGIT,
            SIGNED));
    all.put(
        "GAN with lazy R1", new Preset(conv.penalty(CriticPenalty.r1(1).every(16)), DIGIT, SIGNED));
    all.put("GAN of pairs", new Preset(conv.pack(2), DIGIT, SIGNED, 2));
    all.put(
        "augmented GAN",
        new Preset(
            conv.augmented(
                    DifferentiableAugmentation.COLOUR,
                    DifferentiableAugmentation.TRANSLATION,
                    DifferentiableAugmentation.CUTOUT)
                .instanceNoise(Schedule.constant(0.1)),
            DIGIT,
            SIGNED));
    for (Conditioning how : Conditioning.values()) {
      if (how != Conditioning.NONE) {
        all.put("conditional GAN, " + how, new Preset(conv.conditional(how), DIGIT, SIGNED));
      }
    }
  }
}
