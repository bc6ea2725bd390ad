package dev.figment.samples.run.compare;

import dev.figment.FigmentException;
import dev.figment.Pixels;
import dev.figment.data.Dataset;
import dev.figment.infer.Autoencoder;
import dev.figment.infer.Generator;
import dev.figment.infer.Latent;
import dev.figment.model.TrainedModel;
import dev.figment.model.TrainedVae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that a trained and exported model can do, measured. */
final class Abilities {
  private static final int TIMED = 256;
  private static final int ROUNDS = 10;
  private static final int REBUILT = 64;
  private static final int PAIRS = 500;
  private static final int STRIPS = 5;
  private static final int COLUMNS = 8;
  private static final int LIKELIHOODS = 300;
  private static final int IMPORTANCE_SAMPLES = 64;

  private final Arena arena;
  private final Contender contender;
  private final Path folder;
  private final TrainedModel model;
  private final long seed;
  private final Map<String, Double> values = new LinkedHashMap<>();

  Abilities(Arena arena, Contender contender, Path folder, TrainedModel model, long seed) {
    this.arena = arena;
    this.contender = contender;
    this.folder = folder;
    this.model = model;
    this.seed = seed;
  }

  /** All measures by key. */
  Map<String, Double> values() {
    return values;
  }

  private void put(Measure measure, double value) {
    if (Double.isFinite(value)) {
      values.put(measure.key(), value);
    }
  }

  Shown measure() {
    boolean encodes = Files.exists(folder.resolve("encoder.onnx"));
    Path sampler = folder.resolve(encodes ? "decoder.onnx" : "generator.onnx");
    sizes(sampler);
    if (model instanceof TrainedVae) {
      likelihood((TrainedVae) model);
    }
    try (Generator generator = Generator.load(sampler)) {
      List<Pixels> samples = samples(generator);
      List<Pixels> few = samples.subList(0, Math.min(COLUMNS, samples.size()));
      Made made = encodes ? encoded() : searched(generator);
      return new Shown(
          samples, arena.nearest(few), made.strips(), rebuilt(made.again()), made.how());
    }
  }

  /** Ways between images, and given images made again. */
  private record Made(List<List<Pixels>> strips, List<Pixels> again, String how) {}

  /** What a model does with an encoder. */
  private Made encoded() {
    try (Autoencoder autoencoder = Autoencoder.load(folder)) {
      List<Pixels> originals = arena.tested();
      put(Measure.BETWEEN, arena.precision(halfway(autoencoder, originals)));
      List<Pixels> again = autoencoder.reconstruct(originals);
      put(Measure.RECONSTRUCTION, Restoration.error(again, originals));
      put(Measure.KEPT, arena.sameLabel(again, originals));
      List<Pixels> cleaned = autoencoder.reconstruct(Restoration.noisy(originals));
      put(Measure.ENCODED_NOISE, Restoration.error(cleaned, originals));
      List<List<Pixels>> strips = new ArrayList<>();
      for (int i = 0; i < Math.min(STRIPS, originals.size() / 2); i++) {
        strips.add(
            autoencoder.interpolate(originals.get(2 * i), originals.get(2 * i + 1), COLUMNS));
      }
      return new Made(strips, again, "by its encoder");
    }
  }

  /** What it does without one. */
  private Made searched(Generator generator) {
    List<Pixels> middles = arcs(generator, PAIRS, 3).stream().map(strip -> strip.get(1)).toList();
    put(Measure.BETWEEN, arena.precision(middles));
    List<Pixels> originals = few(arena.tested());
    List<Pixels> again = new Rebuilder(model, contender.range()).rebuild(originals);
    put(Measure.SEARCH, Restoration.error(again, originals));
    return new Made(arcs(generator, STRIPS, COLUMNS), again, Rebuilder.how());
  }

  private static List<Pixels> few(List<Pixels> images) {
    return images.subList(0, Math.min(REBUILT, images.size()));
  }

  private void sizes(Path sampler) {
    try (Stream<Path> files = Files.list(folder)) {
      long bytes = 0;
      for (Path file : files.filter(f -> f.toString().endsWith(".onnx")).toList()) {
        bytes += Files.size(file);
      }
      put(Measure.FILES, bytes / 1e3);
      put(Measure.SAMPLER, Files.size(sampler) / 1e3);
    } catch (IOException error) {
      throw new FigmentException(error, folder + ": cannot be listed: " + error.getMessage());
    }
  }

  private void likelihood(TrainedVae vae) {
    Dataset test = arena.data().test().scaledTo(contender.range()).shuffled(1);
    Dataset some = test.take(Math.min(LIKELIHOODS, test.getSize()));
    Double elbo = vae.evaluate(some).get("negativeElbo");
    put(Measure.NEGATIVE_ELBO, elbo == null ? Double.NaN : elbo);
    put(Measure.BOUND, -vae.logLikelihood(some, IMPORTANCE_SAMPLES, 512).getMean());
    put(Measure.ACTIVE, vae.activeUnits(some).getCount());
  }

  private List<Pixels> samples(Generator generator) {
    put(Measure.SAMPLE_SPEED, speed(generator));
    List<Pixels> samples = generator.sample(Arena.SAMPLES, seed);
    values.putAll(arena.score(samples));
    return samples;
  }

  /** Images in a second, in the fastest of several rounds: other work only slows down. */
  private static double speed(Generator generator) {
    double fastest = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      generator.sample(TIMED, i);
      fastest = Math.max(fastest, TIMED / ((System.nanoTime() - start) * 1e-9));
    }
    return fastest;
  }

  /** Images on arcs between pairs of noise. */
  private List<List<Pixels>> arcs(Generator generator, int pairs, int steps) {
    List<List<Pixels>> strips = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      strips.add(
          generator.interpolate(
              generator.noise(seed, 2 * i), generator.noise(seed, 2 * i + 1), steps));
    }
    return strips;
  }

  /** Images halfway between each test image and the next. */
  private static List<Pixels> halfway(Autoencoder autoencoder, List<Pixels> images) {
    List<Latent> latents = autoencoder.encode(images);
    float[][] middles = new float[images.size()][];
    for (int i = 0; i < middles.length; i++) {
      float[] from = latents.get(i).getMean();
      float[] to = latents.get((i + 1) % middles.length).getMean();
      middles[i] = new float[from.length];
      for (int j = 0; j < from.length; j++) {
        middles[i][j] = (from[j] + to[j]) / 2;
      }
    }
    return autoencoder.decode(middles);
  }

  /** Images made again, and what is made of noisy and of halved ones. */
  private List<List<Pixels>> rebuilt(List<Pixels> again) {
    List<Pixels> originals = few(arena.tested());
    Rebuilder rebuilder = new Rebuilder(model, contender.range());
    List<Pixels> cleaned = rebuilder.rebuild(Restoration.noisy(originals));
    put(Measure.NOISE, Restoration.error(cleaned, originals));
    List<Pixels> filled = rebuilder.fill(Restoration.halved(originals));
    put(Measure.HALF, Restoration.lowerError(filled, originals));
    return List.of(again, cleaned, filled);
  }
}
