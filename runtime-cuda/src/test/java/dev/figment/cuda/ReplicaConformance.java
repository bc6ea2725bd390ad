package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.backend.ReferenceBackend;
import dev.figment.cuda.driver.Communicators;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.driver.GpuSettings;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import dev.figment.model.ImageClassifier;
import dev.figment.model.Vae;
import dev.figment.nn.Layers;
import dev.figment.optim.Adam;
import dev.figment.train.Recipe;
import dev.figment.train.StepReport;
import dev.figment.train.Trainer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trainings on several GPUs, beside those on one and on the reference that plays replicas. */
abstract class ReplicaConformance {
  @TempDir Path folder;
  private final Dataset noise = noise();

  /** Why the backend does not work here; null if it does. */
  abstract @Nullable String problem();

  /** Where kernels are kept. */
  abstract Path cache();

  /** How many GPUs are taken. */
  abstract int count();

  @BeforeEach
  void only_where_the_backend_works() {
    assumeTrue(problem() == null, problem());
  }

  private Backend open() {
    int[] all = IntStream.range(0, count()).toArray();
    return CudaBackend.open(CudaOptions.defaults().devices(all).cache(cache()));
  }

  private Backend one() {
    return CudaBackend.open(CudaOptions.defaults().cache(cache()));
  }

  /** 64 images of noise in [0, 1] with two labels. */
  private static Dataset noise() {
    Philox random = Philox.stream(1, "noise", 0);
    float[][] values = new float[64][36];
    int[] labels = new int[64];
    for (int i = 0; i < 64; i++) {
      labels[i] = i % 2;
      for (int k = 0; k < 36; k++) {
        values[i][k] = random.nextFloat(0, 1);
      }
    }
    Dataset images = Datasets.of(Shape.of(1, 6, 6), PixelRange.UNIT, values);
    return images.withLabels(labels, List.of("even", "odd"));
  }

  /** Without random numbers, and without anything that mixes examples. */
  private static ImageClassifier classifier() {
    return ImageClassifier.of(
            Layers.stack(
                Layers.conv(4).halving(), Layers.softplus(), Layers.flatten(), Layers.dense(5)))
        .optimizer(Adam.learningRate(0.01).clipNorm(0.5));
  }

  private List<Map<String, Double>> train(Backend backend, Recipe<?> recipe, int epochs) {
    return train(backend, recipe, epochs, Precision.FP32);
  }

  private List<Map<String, Double>> train(
      Backend backend, Recipe<?> recipe, int epochs, Precision precision) {
    Path own = folder.resolve("of-" + System.nanoTime());
    return train(backend, recipe, epochs, own, precision);
  }

  private List<Map<String, Double>> train(
      Backend backend, Recipe<?> recipe, int epochs, Path checkpoints) {
    return train(backend, recipe, epochs, checkpoints, Precision.FP32);
  }

  private List<Map<String, Double>> train(
      Backend backend, Recipe<?> recipe, int epochs, Path checkpoints, Precision precision) {
    List<Map<String, Double>> all = new ArrayList<>();
    try (backend) {
      Trainer.on(backend)
          .batchSize(16)
          .epochs(epochs)
          .precision(precision)
          .seed(3)
          .checkpoints(checkpoints)
          .resume()
          .onStep((StepReport report) -> all.add(report.getTerms()))
          .train(recipe, noise);
    }
    return all;
  }

  private static void close(List<Map<String, Double>> found, List<Map<String, Double>> wanted) {
    close(found, wanted, 1e-4);
  }

  private static void close(
      List<Map<String, Double>> found, List<Map<String, Double>> wanted, double bound) {
    assertThat(found).hasSameSizeAs(wanted).isNotEmpty();
    for (int i = 0; i < wanted.size(); i++) {
      Map<String, Double> terms = found.get(i);
      wanted
          .get(i)
          .forEach(
              (name, value) ->
                  assertThat(terms.get(name))
                      .as(name)
                      .isCloseTo(value, Offset.offset(bound * Math.max(1, Math.abs(value)))));
    }
  }

  @Test
  void replicas_train_as_one_gpu_with_the_whole_batch() {
    close(train(open(), classifier(), 5), train(one(), classifier(), 5));
  }

  /** What the GPUs exchange is in full, whatever it was computed in. */
  @ParameterizedTest
  @EnumSource(names = {"TF32", "BF16", "FP16"})
  void replicas_train_in_less_than_full_as_one_gpu_with_the_whole_batch(Precision precision) {
    close(
        train(open(), classifier(), 5, precision), train(one(), classifier(), 5, precision), 5e-3);
    Vae vae = Vae.dense(Shape.of(1, 6, 6), 200).latentSize(30);
    close(
        train(open(), vae, 3, precision),
        train(ReferenceBackend.ofReplicas(count()), vae, 3, precision),
        2e-2);
  }

  /** Each replica draws latents of its own, as the reference says. */
  @Test
  void a_dense_vae_has_the_losses_of_the_reference_that_plays_replicas() {
    Vae vae = Vae.dense(Shape.of(1, 6, 6), 24).latentSize(4);
    close(train(open(), vae, 10), train(ReferenceBackend.ofReplicas(count()), vae, 10));
  }

  @Test
  void a_checkpoint_of_one_gpu_is_gone_on_from_by_several_and_the_other_way_round() {
    List<Map<String, Double>> whole = train(one(), classifier(), 6);
    List<Map<String, Double>> parts = new ArrayList<>(train(one(), classifier(), 2, folder));
    parts.addAll(train(open(), classifier(), 4, folder));
    parts.addAll(train(one(), classifier(), 6, folder));
    close(parts, whole);
  }

  @Test
  void a_mean_over_one_gpu_alone_can_be_recorded() {
    try (Gpu gpu = Gpu.open(new GpuSettings(0, true, false, false, cache()))) {
      Communicators.connect(List.of(gpu)).look();
      DeviceMemory from = gpu.allocate(12, "what is averaged");
      DeviceMemory to = gpu.allocate(12, "the mean");
      Runnable means =
          () ->
              gpu.means(
                  new long[] {from.getAddress(), from.getAddress() + 4},
                  new long[] {to.getAddress(), from.getAddress() + 4},
                  new int[] {3, 2});
      ByteBuffer three = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder());
      three.putFloat(1.5f).putFloat(-2).putFloat(4).flip();
      gpu.upload(three, from, 0);
      means.run(); // Unrecorded, as the GPUs are connected.
      try (Device.Recording recording = gpu.record(means)) {
        recording.launch();
        recording.launch();
        gpu.finish();
      }
      ByteBuffer result = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder());
      gpu.download(to, 0, result);
      assertThat(result.rewind()).isEqualTo(three.rewind());
      from.free();
      to.free();
    }
  }

  @Test
  void a_program_for_one_replica_runs_on_the_first_and_the_others_get_what_it_changed() {
    Variable total = Variable.zeros("total", TensorType.of(DType.F32, Shape.of(3)));
    Graph alone = new Graph();
    alone.update(total, alone.read(total).plus(alone.input("more", TensorType.f32(3))));
    Graph shared = new Graph();
    shared.replicas(count());
    shared.output("mean", shared.read(total).times(2).replicaMean());
    try (Backend backend = open()) {
      var adding = backend.compile(alone.build("add"));
      var taking = backend.compile(shared.build("mean"));
      adding.run(NdArray.of(new float[] {1, 2, 3}, 3));
      taking.run();
      assertThat(taking.read("mean")).isEqualTo(NdArray.of(new float[] {2, 4, 6}, 3));
      adding.run(NdArray.of(new float[] {1, 1, 1}, 3));
      assertThat(backend.read(total)).isEqualTo(NdArray.of(new float[] {2, 3, 4}, 3));
      taking.run();
      assertThat(taking.read("mean")).isEqualTo(NdArray.of(new float[] {4, 6, 8}, 3));
    }
  }
}
