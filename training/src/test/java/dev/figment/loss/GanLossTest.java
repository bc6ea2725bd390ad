package dev.figment.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.DType;
import dev.figment.Tensor;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.testing.OpCase;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class GanLossTest {
  private static final double[] REAL = {2, -1};
  private static final double[] FAKE = {0.5, -3};

  /** A number made of the scores of two real and two generated examples. */
  private static double value(BinaryOperator<Tensor> function) {
    OpCase.Built built =
        OpCase.of("loss", in -> function.apply(in.values(REAL), in.values(FAKE)))
            .build(DType.F64, 0);
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Executable program = backend.compile(built.getProgram());
      program.run(built.getArrays());
      return program.read("value").get(0);
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double mean(double a, double b) {
    return (a + b) / 2;
  }

  @Test
  void losses_are_those_of_their_papers() {
    double real = -mean(Math.log(sigmoid(2)), Math.log(sigmoid(-1)));
    double fake = -mean(Math.log(1 - sigmoid(0.5)), Math.log(1 - sigmoid(-3)));
    check(
        GanLoss.NON_SATURATING, real + fake, -mean(Math.log(sigmoid(0.5)), Math.log(sigmoid(-3))));
    check(GanLoss.MINIMAX, real + fake, -fake);
    check(GanLoss.LEAST_SQUARES, (mean(1, 4) + mean(0.25, 9)) / 2, mean(0.25, 16) / 2);
    check(GanLoss.HINGE, mean(0, 2) + mean(1.5, 0), 1.25);
    check(GanLoss.WASSERSTEIN, -1.25 - 0.5, 1.25);
  }

  private static void check(GanLoss loss, double critic, double generator) {
    assertThat(value(loss::critic)).as(loss + "").isCloseTo(critic, within(1e-6));
    assertThat(value((r, f) -> loss.generator(f))).as(loss + "").isCloseTo(generator, within(1e-6));
  }

  @Test
  void smoothing_asks_for_less_certainty_about_real_examples_only() {
    double yes = -mean(Math.log(sigmoid(2)), Math.log(sigmoid(-1)));
    double no = -mean(Math.log(sigmoid(-2)), Math.log(sigmoid(1)));
    double fake = -mean(Math.log(1 - sigmoid(0.5)), Math.log(1 - sigmoid(-3)));
    GanLoss smooth = GanLoss.NON_SATURATING.smoothed(0.1);
    assertThat(value(smooth::critic)).isCloseTo(0.9 * yes + 0.1 * no + fake, within(1e-6));
    assertThat(value((r, f) -> smooth.generator(f)))
        .isEqualTo(value((r, f) -> GanLoss.NON_SATURATING.generator(f)));
    GanLoss squares = GanLoss.LEAST_SQUARES.smoothed(0.25);
    assertThat(value(squares::critic))
        .isCloseTo((mean(1.5625, 3.0625) + mean(0.25, 9)) / 2, within(1e-6));
    assertThat(smooth).hasToString("non-saturating.smoothed(0.1)");
  }

  @Test
  void a_verdict_is_a_probability_where_the_loss_is_logistic() {
    assertThat(value((r, f) -> GanLoss.MINIMAX.verdict(r)))
        .isCloseTo(mean(sigmoid(2), sigmoid(-1)), within(1e-6));
    assertThat(value((r, f) -> GanLoss.HINGE.verdict(r))).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void refuses_to_smooth_what_has_no_labels() {
    assertThatThrownBy(() -> GanLoss.HINGE.smoothed(0.1))
        .hasMessage(
            "the loss hinge has no labels to smooth\n"
                + "    smooth non-saturating, minimax or least-squares");
    assertThatThrownBy(() -> GanLoss.MINIMAX.smoothed(1))
        .hasMessage("labels cannot be smoothed by 1.0\n    use 0 to below 1, such as 0.1");
  }
}
