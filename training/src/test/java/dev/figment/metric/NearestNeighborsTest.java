package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.data.Dataset;
import dev.figment.train.TinyData;
import org.junit.jupiter.api.Test;

class NearestNeighborsTest {
  private final Features real = Reference.features("real");
  private final Features generated = Reference.features("generated");

  @Test
  void finds_the_neighbours_that_scipy_finds() {
    NearestNeighbors nearest = NearestNeighbors.of(generated, real);
    int[] indices = Reference.integers("nearestIndices");
    double[] distances = Reference.array("nearestDistances");
    assertThat(nearest.getSize()).isEqualTo(25);
    for (int i = 0; i < indices.length; i++) {
      assertThat(nearest.getIndex(i)).isEqualTo(indices[i]);
      assertThat(nearest.getDistance(i)).isCloseTo(distances[i], within(1e-14));
    }
  }

  @Test
  void finds_images_of_a_data_set_in_itself() {
    Dataset bars = TinyData.bars(12);
    NearestNeighbors nearest = NearestNeighbors.of(Features.pixels(bars.range(3, 9)), bars);
    for (int i = 0; i < 6; i++) {
      assertThat(nearest.getIndex(i)).isEqualTo(3 + i);
      assertThat(nearest.getDistance(i)).isZero();
    }
  }

  @Test
  void copies_are_memorised_and_held_out_data_is_not() {
    NearestNeighbors heldOut = NearestNeighbors.of(generated, real);
    NearestNeighbors copies = NearestNeighbors.of(real, real);
    assertThat(NearestNeighbors.memorisationShare(copies, heldOut)).isEqualTo(1);
    assertThat(NearestNeighbors.memorisationShare(heldOut, copies)).isEqualTo(0);
    assertThat(NearestNeighbors.memorisationShare(heldOut, heldOut)).isEqualTo(0.5);
  }

  @Test
  void memorisation_counts_pairs_and_half_of_ties() {
    Features origin = Features.of(new double[][] {{0}});
    NearestNeighbors near = NearestNeighbors.of(Features.of(new double[][] {{1}, {2}}), origin);
    NearestNeighbors far =
        NearestNeighbors.of(Features.of(new double[][] {{2}, {-3}, {0.5}}), origin);
    // 1 is nearer than 2 and 3; 2 is nearer than 3 and as near as 2.
    assertThat(NearestNeighbors.memorisationShare(near, far)).isCloseTo(3.5 / 6, within(1e-15));
  }

  @Test
  void refuses_images_of_another_size() {
    assertThatThrownBy(() -> NearestNeighbors.of(real, TinyData.bars(3)))
        .hasMessage(
            "nearest neighbours: the real features have 16 dimensions, the generated ones 4\n"
                + "    take both from the same extractor");
  }
}
