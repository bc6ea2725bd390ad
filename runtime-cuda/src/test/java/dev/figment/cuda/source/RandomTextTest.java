package dev.figment.cuda.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomTextTest {
  private static final int ANGLES = 1 << 24;

  /** As the kernel computes it. */
  private static double divided(double z, double d) {
    double r = 1.0 / d;
    double q = z * r;
    return Math.fma(Math.fma(-q, d, z), r, q);
  }

  @Test
  void quotients_of_the_series_are_those_of_a_division_for_every_angle() {
    assertThat(RandomText.FUNCTIONS)
        .contains("r = __ddiv_rn(1.0, d), q = mul(z, r)")
        .contains("return __fma_rn(__fma_rn(-q, d, z), r, q);");
    for (int k = 1; k <= 17; k++) {
      double d = k * (k + 1);
      int others = 0;
      for (int i = 0; i < ANGLES; i++) {
        double angle = (i + 0.5) * 0x1p-24 * 1.5707963267948966;
        double z = angle * angle;
        others += divided(z, d) == z / d ? 0 : 1;
      }
      assertThat(others).as("quotients by %s", d).isZero();
    }
  }
}
