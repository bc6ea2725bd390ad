package dev.figment.model;

import static dev.figment.nn.Layers.batchNorm;
import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.leakyRelu;
import static dev.figment.nn.Layers.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.backend.Executable;
import dev.figment.data.Dataset;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import dev.figment.infer.Autoencoder;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.loss.Likelihood;
import dev.figment.optim.Adam;
import dev.figment.optim.Sgd;
import dev.figment.train.DataSpec;
import dev.figment.train.Phase;
import dev.figment.train.SafeTensors;
import dev.figment.train.TinyData;
import dev.figment.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VaeGanTest {
  @TempDir Path folder;
  private static final Dataset DATA = TinyData.bars(64);
  private Backend backend;

  private static VaeGan small() {
    return VaeGan.dense(DATA.getExampleShape(), 64)
        .vae(v -> v.latentSize(4).optimizer(Adam.learningRate(5e-3).betas(0.5, 0.999)))
        .criticOptimizer(Adam.learningRate(1e-3).betas(0.5, 0.999));
  }

  private static Dataset labelled() {
    int[] labels = new int[DATA.getSize()];
    Arrays.setAll(labels, i -> i % 4);
    return DATA.withLabels(labels, List.of("first", "second", "third", "fourth"));
  }

  @BeforeEach
  void open() {
    backend = Backend.named("cpu");
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private TrainedVae train(VaeGan recipe, Dataset data, int epochs) {
    return Trainer.on(backend).batchSize(8).epochs(epochs).seed(3).train(recipe, data);
  }

  static Stream<VaeGan> recipes() {
    return Stream.of(
        small(),
        small().pixelWeight(0.5),
        small().loss(GanLoss.HINGE).penalty(CriticPenalty.r1(1).every(4)),
        small().loss(GanLoss.WASSERSTEIN).penalty(CriticPenalty.gradientPenalty(1)),
        small().vae(v -> v.likelihood(Likelihood.GAUSSIAN)));
  }

  /** Images are told apart by the brightest of four rows and four columns. */
  @ParameterizedTest
  @MethodSource("recipes")
  void every_loss_learns_to_reconstruct_and_to_sample(VaeGan recipe) {
    TrainedVae trained = train(recipe, DATA, 300);
    List<Pixels> images = trained.reconstruct(DATA.take(32));
    int right = 0;
    for (int i = 0; i < 32; i++) {
      right += brightest(images.get(i)) == i % 8 ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(28);
    Set<Integer> sampled = new TreeSet<>();
    trained.sample(64, 1).forEach(image -> sampled.add(brightest(image)));
    assertThat(sampled.size()).isGreaterThanOrEqualTo(5);
  }

  private static int brightest(Pixels image) {
    int best = 0;
    int[] sums = new int[8];
    for (int i = 0; i < 16; i++) {
      sums[i / 4] += image.samples()[i] & 0xff;
      sums[4 + i % 4] += image.samples()[i] & 0xff;
    }
    for (int line = 0; line < 8; line++) {
      best = sums[line] > sums[best] ? line : best;
    }
    return best;
  }

  @Test
  void reports_every_term_and_is_measured_like_a_vae() {
    TrainedVae trained = train(small(), DATA, 3);
    assertThat(trained.getHistory().getEpochs().get(2).getTerms().keySet())
        .containsExactly(
            "loss",
            "features",
            "reconstruction",
            "kl",
            "decoder.loss",
            "decoder.gan",
            "decoder.gradient",
            "critic.loss",
            "critic.D(real)",
            "critic.D(reconstructed)",
            "critic.D(sampled)",
            "critic.gradient");
    assertThat(trained.getHistory().getEpochs().get(2).getHealth().getNumbers())
        .containsOnlyKeys("diversity", "activeUnits");
    Map<String, Double> terms = trained.evaluate(DATA);
    assertThat(terms).containsOnlyKeys("loss", "features", "reconstruction", "kl", "negativeElbo");
    assertThat(terms.get("loss")).isCloseTo(terms.get("features") + terms.get("kl"), within(1e-3));
    assertThat(terms.get("negativeElbo"))
        .isCloseTo(terms.get("reconstruction") + terms.get("kl"), within(1e-3));
    assertThat(trained.logLikelihood(DATA, 100, 500).getMean())
        .isGreaterThan(-terms.get("negativeElbo"));
    assertThat(trained.activeUnits(DATA).getSize()).isEqualTo(4);
  }

  /** With the learning rate of one phase at 0, a step moves all weights but that phase's. */
  @Test
  void each_phase_trains_its_own_weights_only() {
    List<Phase> phases = small().bind(DataSpec.of(DATA)).getPhases();
    assertThat(phases).extracting(Phase::getName).containsExactly("encoder", "decoder", "critic");
    Sgd still = Sgd.learningRate(0);
    Set<String> moved = moved(phases, small().criticOptimizer(still));
    assertThat(moved).isEqualTo(names(phases.subList(0, 2)));
    moved = moved(phases, small().vae(v -> v.optimizer(still)));
    assertThat(moved).isEqualTo(names(phases.subList(2, 3)));
  }

  private static Set<String> names(List<Phase> phases) {
    Set<String> names = new TreeSet<>();
    for (Phase phase : phases) {
      for (Variable weight : phase.getWeights()) {
        assertThat(weight.getName()).startsWith(phase.getName() + "/");
        names.add(weight.getName());
      }
    }
    return names;
  }

  /** The weights that one step of a recipe changes. */
  private Set<String> moved(List<Phase> phases, VaeGan recipe) {
    Trainer trainer = Trainer.on(backend).batchSize(8).epochs(1).seed(3).checkpoints(folder);
    trainer.stopWhen(() -> true).train(recipe, DATA);
    Map<String, NdArray> after =
        SafeTensors.read(folder.resolve("checkpoint.safetensors")).getTensors();
    Set<String> moved = new TreeSet<>();
    for (Phase phase : phases) {
      for (Variable weight : phase.getWeights()) {
        float[] before = weight.initialValue(3).floats();
        if (!Arrays.equals(before, after.get(weight.getName()).floats())) {
          moved.add(weight.getName());
        }
      }
    }
    return moved;
  }

  @Test
  void an_interrupted_training_resumes_to_the_same_bytes() throws Exception {
    VaeGan recipe = small().penalty(CriticPenalty.r1(1).every(3));
    Trainer trainer = Trainer.on(backend).batchSize(8).seed(2).averageWeights(0.9);
    trainer.epochs(4).checkpoints(folder.resolve("a")).train(recipe, DATA);
    Trainer broken = trainer.checkpoints(folder.resolve("b"));
    broken.epochs(2).train(recipe, DATA);
    broken.epochs(4).resume().train(recipe, DATA);
    assertThat(Files.mismatch(file("a"), file("b"))).isEqualTo(-1);
  }

  private Path file(String run) {
    return folder.resolve(run).resolve("checkpoint.safetensors");
  }

  @Test
  void encoder_decoder_and_critic_are_exported_proved() {
    TrainedVae trained = train(small(), DATA, 5);
    ExportReport report = trained.exportOnnx(folder);
    assertThat(report.getFiles())
        .extracting(Parity::getFile)
        .containsExactly("encoder.onnx", "decoder.onnx", "critic.onnx");
    assertThat(report.getMaxError()).isLessThan(1e-5);
    try (Autoencoder exported = Autoencoder.load(folder)) {
      assertThat(exported.sample(5, 3)).isEqualTo(trained.sample(5, 3));
    }
    Path critic = folder.resolve("critic.onnx");
    try (OnnxRunner runner = OnnxRunner.open(critic, InferenceOptions.defaults())) {
      NdArray images = NdArray.of(new float[7 * 16], 7, 1, 4, 4);
      assertThat(runner.run(Map.of("image", images)).get("score").getShape())
          .isEqualTo(Shape.of(7));
    }
  }

  @Test
  void a_conditional_one_samples_the_class_that_is_asked_for() {
    TrainedVae trained = train(small().vae(Vae::conditional), labelled(), 150);
    int[] labels = new int[64];
    Arrays.setAll(labels, i -> i / 16);
    List<Pixels> images = trained.sample(labels, 2);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += brightest(images.get(i)) % 4 == labels[i] ? 1 : 0;
    }
    assertThat(right).isGreaterThan(56);
    assertThat(trained.exportOnnx(folder).getMaxError()).isLessThan(1e-5);
  }

  @Test
  void the_scale_of_a_likelihood_is_learned_though_pixels_do_not_count() {
    VaeGan recipe = small().vae(v -> v.likelihood(Likelihood.LAPLACE));
    List<Phase> phases = recipe.bind(DataSpec.of(DATA)).getPhases();
    assertThat(moved(phases, recipe)).contains("likelihood/logScale");
  }

  @Test
  void the_distance_of_features_is_that_of_a_normal_distribution_of_variance_1() {
    Graph graph = new Graph();
    Tensor x = graph.constant(NdArray.of(new float[] {1, 2, 3, 0, 0, 0}, 2, 3));
    Tensor y = graph.constant(NdArray.of(new float[] {1, 0, 0, 1, 2, 0}, 2, 3));
    graph.output("distance", FeatureCritic.distance(x, y));
    Executable program = backend.compile(graph.build("distance"));
    program.run();
    assertThat(program.read("distance").get(0)).isCloseTo((13 / 2.0 + 5 / 2.0) / 2, within(1e-6));
  }

  @Test
  void presets_bind_to_images_of_any_size() {
    for (Shape shape : List.of(Shape.of(1, 28, 28), Shape.of(3, 32, 32), Shape.of(3, 25, 17))) {
      DataSpec spec = DataSpec.of(shape, PixelRange.UNIT, List.of("a", "b"));
      VaeGan recipe = VaeGan.convolutional(shape, 8).penalty(CriticPenalty.r1(1).every(16));
      assertThat(recipe.bind(spec).getPhases()).hasSize(4);
      assertThat(recipe.vae(Vae::conditional).bind(spec).getPhases()).hasSize(4);
    }
  }

  @Test
  void refuses_batch_norm_in_a_critic_with_a_slope_penalty() {
    VaeGan recipe =
        VaeGan.of(Vae.dense(DATA.getExampleShape(), 8), stack(conv(4), batchNorm(), flatten()));
    recipe.bind(DataSpec.of(DATA));
    assertThatThrownBy(
            () -> recipe.penalty(CriticPenalty.gradientPenalty(10)).bind(DataSpec.of(DATA)))
        .hasMessage(
            """
            critic/2 batchNorm(): this layer in a critic does not go with gradientPenalty(10.0)
                it mixes the examples of a batch, whose slopes are taken one by one
                use layerNorm() in the critic\
            """);
  }

  @Test
  void refuses_a_critic_that_ends_in_images() {
    VaeGan recipe = VaeGan.of(Vae.dense(DATA.getExampleShape(), 8), stack(conv(4), leakyRelu(0.2)));
    assertThatThrownBy(() -> recipe.bind(DataSpec.of(DATA)))
        .hasMessage(
            "critic: the critic ends in [N, 4, 4, 4], but features are vectors\n"
                + "    end it with flatten(); the recipe adds the score");
  }

  @Test
  void refuses_what_a_vae_refuses() {
    VaeGan recipe = VaeGan.of(Vae.dense(DATA.getExampleShape(), 8), stack(flatten(), dense(8)));
    assertThatThrownBy(() -> recipe.bind(DataSpec.of(DATA.scaledTo(PixelRange.SIGNED))))
        .hasMessage(
            "the likelihood bernoulli takes pixels in UNIT [0, 1], the data is in SIGNED\n"
                + "    call scaledTo(PixelRange.UNIT) on the data");
    assertThatThrownBy(() -> recipe.vae(Vae::conditional).bind(DataSpec.of(DATA)))
        .hasMessage(
            "the model needs labels, but the data has none\n"
                + "    use IDX label files, folders named after classes, or"
                + " dataset.withLabels(...)");
  }

  @Test
  void refuses_negative_weights() {
    assertThatThrownBy(() -> small().reconstructionWeight(-1))
        .hasMessage("a reconstruction cannot have the weight -1.0\n    use 0 or more");
    assertThatThrownBy(() -> small().pixelWeight(Double.NaN))
        .hasMessage("pixels cannot have the weight NaN\n    use 0 or more");
  }
}
