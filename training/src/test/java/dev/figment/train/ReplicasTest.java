package dev.figment.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.backend.ReferenceBackend;
import dev.figment.data.Dataset;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.model.Gan;
import dev.figment.model.ImageClassifier;
import dev.figment.model.Vae;
import dev.figment.model.VaeGan;
import dev.figment.nn.Layers;
import dev.figment.optim.Adam;
import dev.figment.optim.Schedule;
import dev.figment.optim.Sgd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Training on several replicas. The reference backend plays them, and refuses a step of which a
 * variable or a reported term would not be equal on all.
 */
class ReplicasTest {
  @TempDir Path folder;
  private final Dataset bars = TinyData.labelledBars(64);

  /** Without random numbers, and without anything that mixes examples. */
  private static ImageClassifier classifier() {
    return ImageClassifier.of(Layers.stack(Layers.flatten(), Layers.dense(6), Layers.softplus()))
        .optimizer(Adam.learningRate(0.03).clipNorm(0.1));
  }

  private Map<String, NdArray> train(Recipe<?> recipe, int replicas, String place, int epochs) {
    Path directory = folder.resolve(place);
    try (Backend backend = ReferenceBackend.ofReplicas(replicas)) {
      Trainer.on(backend)
          .batchSize(16)
          .epochs(epochs)
          .seed(4)
          .averageWeights(0.9)
          .checkpoints(directory)
          .resume()
          .train(recipe, bars);
    }
    return SafeTensors.read(directory.resolve(Checkpoint.FILE)).getTensors();
  }

  private static void close(Map<String, NdArray> found, Map<String, NdArray> wanted) {
    assertThat(found.keySet()).isEqualTo(wanted.keySet());
    wanted.forEach(
        (name, array) -> {
          for (int i = 0; i < array.getSize(); i++) {
            assertThat(found.get(name).get(i))
                .as(name)
                .isCloseTo(array.get(i), Offset.offset(1e-6));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void replicas_train_as_one_with_the_whole_batch(int replicas) {
    close(train(classifier(), replicas, "many", 3), train(classifier(), 1, "one", 3));
  }

  @Test
  void a_checkpoint_of_one_replica_is_gone_on_from_by_two_and_the_other_way_round() {
    Map<String, NdArray> whole = train(classifier(), 1, "whole", 4);
    train(classifier(), 1, "shared", 1);
    train(classifier(), 2, "shared", 2);
    close(train(classifier(), 1, "shared", 4), whole);
  }

  @Test
  void running_statistics_of_batch_norm_stay_equal() {
    ImageClassifier normalised =
        ImageClassifier.of(
                Layers.stack(Layers.flatten(), Layers.dense(5), Layers.batchNorm(), Layers.relu()))
            .dropout(0.5);
    Map<String, NdArray> two = train(normalised, 2, "two", 2);
    assertThat(two.keySet()).anyMatch(name -> name.endsWith("variance"));
  }

  @Test
  void models_with_random_numbers_and_several_phases_stay_equal() {
    Shape image = Shape.of(1, 4, 4);
    train(Vae.dense(image, 8).latentSize(2), 2, "vae", 1);
    train(VaeGan.dense(image, 8), 2, "vaegan", 1);
    Gan gan = Gan.dense(image, PixelRange.UNIT, 8).latentSize(2);
    train(gan.penalty(CriticPenalty.gradientPenalty(10)).loss(GanLoss.WASSERSTEIN), 2, "gan", 1);
  }

  @Test
  void a_batch_that_cannot_be_shared_is_refused() {
    refuses(10, 4, "use a batch size of 8 or 12");
    refuses(3, 4, "use a batch size of 4");
  }

  private void refuses(int batch, int replicas, String cure) {
    try (Backend backend = ReferenceBackend.ofReplicas(replicas)) {
      assertThatThrownBy(() -> Trainer.on(backend).batchSize(batch).train(classifier(), bars))
          .isInstanceOf(FigmentException.class)
          .hasMessage(
              "a batch of "
                  + batch
                  + " cannot be shared by "
                  + replicas
                  + " replicas\n    "
                  + cure);
    }
  }

  @Test
  void a_loss_that_is_not_finite_is_traced_on_replicas_too() {
    ImageClassifier wild =
        classifier().optimizer(Sgd.learningRate(Schedule.piecewise(1e-3, 1e30, 4)));
    assertThatThrownBy(() -> train(wild, 2, "wild", 9))
        .isInstanceOf(FigmentException.class)
        .hasMessageContaining("step 6, phase classifier: the loss is not finite: {loss=")
        .hasMessageContaining("the first tensor that is not finite: ");
  }

  /** The gradients' are taken before they are clipped, the terms' before they are reported. */
  @Test
  void means_are_taken_of_gradients_and_terms() {
    List<String> means = new ArrayList<>();
    try (Backend backend = ReferenceBackend.ofReplicas(2)) {
      ImageClassifier recipe = classifier();
      Training training =
          new Training(
              backend,
              recipe,
              recipe.bind(DataSpec.of(bars)),
              bars,
              null,
              new TrainerSettings().batchSize(16));
      training
          .getPhases()
          .get(0)
          .getProgram()
          .getNodes()
          .forEach(node -> means.add(node.op().toString() + " " + node.getType()));
    }
    assertThat(means)
        .filteredOn(name -> name.startsWith("replicaMean"))
        .containsExactly(
            "replicaMean(2) f32[16,6]",
            "replicaMean(2) f32[6]",
            "replicaMean(2) f32[6,2]",
            "replicaMean(2) f32[2]",
            "replicaMean(2) f32[1]",
            "replicaMean(2) f32[1]");
  }
}
