package dev.figment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Shape;
import dev.figment.data.Dataset;
import org.junit.jupiter.api.Test;

class ToyModesTest {
  @Test
  void ring_and_grid_are_those_of_pacgan() {
    ToyModes ring = ToyModes.ring(8);
    assertThat(ring.getModes()).isEqualTo(8);
    assertThat(ring.getDeviation()).isEqualTo(0.01);
    assertThat(ring.getCentre(2)).containsExactly(new double[] {0, 1}, within(1e-15));
    ToyModes grid = ToyModes.grid(5);
    assertThat(grid.getModes()).isEqualTo(25);
    assertThat(grid.getDeviation()).isEqualTo(0.05);
    assertThat(grid.getCentre(0)).containsExactly(-4, -4);
    assertThat(grid.getCentre(24)).containsExactly(4, 4);
    assertThat(grid.getCentre(13)).containsExactly(0, 2);
  }

  @Test
  void its_own_points_find_all_modes_evenly() {
    for (ToyModes modes : new ToyModes[] {ToyModes.ring(8), ToyModes.grid(5)}) {
      ToyScore score = modes.score(Features.of(modes.draw(2500, 3)));
      assertThat(score.getFound()).isEqualTo(modes.getModes());
      // Within three deviations in the plane: 1 - exp(-4.5).
      assertThat(score.getHighQualityShare()).isCloseTo(1 - Math.exp(-4.5), within(0.01));
      assertThat(score.getReverseKl()).isLessThan(0.02);
    }
  }

  @Test
  void only_points_within_three_deviations_count() {
    ToyModes grid = ToyModes.grid(5);
    double[][] points = {{0.149, 0}, {0.151, 0}, {4, 4}, {4.1, 4.1}, {100, 100}};
    ToyScore score = grid.score(Features.of(points));
    assertThat(score.getFound()).isEqualTo(2);
    assertThat(score.getHighQualityShare()).isCloseTo(0.6, within(1e-15));
    double kl = Math.log(25) + Math.log(1 / 3.0) / 3 + Math.log(2 / 3.0) * 2 / 3;
    assertThat(score.getReverseKl()).isCloseTo(kl, within(1e-12));
    assertThat(score).hasToString("2 of 25 modes, 60.0 % of high quality, reverse KL 2.582");
  }

  @Test
  void points_all_astray_diverge_as_far_as_one_mode() {
    ToyScore score = ToyModes.ring(8).score(Features.of(new double[][] {{0, 0}}));
    assertThat(score.getFound()).isZero();
    assertThat(score.getHighQualityShare()).isZero();
    assertThat(score.getReverseKl()).isEqualTo(Math.log(8));
  }

  @Test
  void equal_seeds_draw_equal_points() {
    assertThat(ToyModes.ring(8).draw(5, 1)).isDeepEqualTo(ToyModes.ring(8).draw(5, 1));
    assertThat(ToyModes.ring(8).draw(5, 1)[0]).isNotEqualTo(ToyModes.ring(8).draw(5, 2)[0]);
  }

  @Test
  void its_dataset_holds_the_points_that_it_draws() {
    Dataset points = ToyModes.ring(8).dataset(5, 1);
    assertThat(points.getExampleShape()).isEqualTo(Shape.of(2));
    assertThat(points.getSize()).isEqualTo(5);
    float[] third = new float[2];
    points.read(2, third, 0);
    assertThat(third).isEqualTo(ToyModes.ring(8).draw(5, 1)[2]);
  }

  @Test
  void refuses_points_outside_the_plane_and_empty_mixtures() {
    assertThatThrownBy(() -> ToyModes.ring(8).score(Reference.features("real")))
        .hasMessage(
            "toy modes: a point has 4 coordinates, the modes lie in the plane\n"
                + "    give points of two coordinates");
    assertThatThrownBy(() -> ToyModes.ring(0))
        .hasMessage("toy modes: a mixture needs at least one mode");
    assertThatThrownBy(() -> ToyModes.of(new double[][] {{0, 0}}, 0))
        .hasMessage("toy modes: a standard deviation cannot be 0.0\n    use a number above 0");
  }
}
