package dev.figment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.op.Pointwise;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PhiloxTest {
  @Test
  void cuts_normal_numbers_off_where_asked() {
    float[] numbers = new float[100_000];
    Philox.stream(5, "truncated").fillNormal(numbers, 1);
    double square = 0;
    int low = 0;
    for (float number : numbers) {
      assertThat(Math.abs(number)).isLessThanOrEqualTo(1);
      square += (double) number * number;
      low += number < -0.5 ? 1 : 0;
    }
    // The variance is 1 - 2 pdf(1) / (cdf(1) - cdf(-1)) = 0.29112.
    assertThat(square / numbers.length).isCloseTo(0.29112, within(0.004));
    assertThat(low / 100_000.0).isCloseTo(0.21955, within(0.005));

    float[] whole = new float[7];
    float[] limited = new float[7];
    Philox.stream(5, "whole").fillNormal(whole);
    Philox.stream(5, "whole").fillNormal(limited, Double.POSITIVE_INFINITY);
    assertThat(limited).isEqualTo(whole);
  }

  private static final int MANY = 200_000;

  @Test
  void gives_the_published_words_for_zeros() {
    int[] words = new int[4];
    Philox.block(0, 0, 0, 0, 0, 0, words);
    assertThat(words).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
  }

  @Test
  void gives_the_published_words_for_ones() {
    int[] words = new int[4];
    Philox.block(-1, -1, -1, -1, -1, -1, words);
    assertThat(words).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
  }

  @Test
  void gives_the_published_words_for_digits_of_pi() {
    int[] words = new int[4];
    Philox.block(0xa4093822, 0x299f31d0, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, words);
    assertThat(words).containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Test
  void uniform_numbers_are_uniform() {
    Philox random = Philox.stream(3, "uniform");
    double[] numbers = new double[MANY];
    Arrays.setAll(numbers, i -> random.nextFloat());
    assertThat(Arrays.stream(numbers).min().orElseThrow()).isNotNegative();
    assertThat(Arrays.stream(numbers).max().orElseThrow()).isLessThan(1);
    assertThat(moment(numbers, 1)).isCloseTo(0.5, within(0.005));
    assertThat(moment(numbers, 2)).isCloseTo(1 / 3.0, within(0.005));
    assertThat(distance(numbers, x -> x)).isLessThan(1.63 / Math.sqrt(MANY));
  }

  @Test
  void normal_numbers_are_normal() {
    float[] floats = new float[MANY];
    Philox.stream(3, "normal").fillNormal(floats);
    double[] numbers = new double[MANY];
    Arrays.setAll(numbers, i -> floats[i]);
    assertThat(moment(numbers, 1)).isCloseTo(0, within(0.01));
    assertThat(moment(numbers, 2)).isCloseTo(1, within(0.02));
    assertThat(moment(numbers, 3)).isCloseTo(0, within(0.05));
    assertThat(moment(numbers, 4)).isCloseTo(3, within(0.1));
    assertThat(distance(numbers, PhiloxTest::normal)).isLessThan(1.63 / Math.sqrt(MANY));
  }

  @Test
  void neighbouring_normal_numbers_do_not_go_together() {
    float[] floats = new float[MANY];
    Philox.stream(5, "pairs").fillNormal(floats);
    double product = 0;
    double squares = 0;
    for (int i = 0; i + 1 < MANY; i++) {
      product += floats[i] * floats[i + 1];
      squares += (floats[i] * floats[i] - 1) * (floats[i + 1] * floats[i + 1] - 1);
    }
    assertThat(product / MANY).isCloseTo(0, within(0.01));
    assertThat(squares / MANY).isCloseTo(0, within(0.02));
  }

  private static double normal(double x) {
    return 0.5 * (1 + Pointwise.ERF.getValue().at(new double[] {x * Math.sqrt(0.5)}));
  }

  private static double moment(double[] numbers, int order) {
    return Arrays.stream(numbers).map(x -> Math.pow(x, order)).average().orElseThrow();
  }

  /** The largest distance from a distribution function (Kolmogorov and Smirnov). */
  private static double distance(double[] numbers, DoubleUnaryOperator distribution) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = distribution.applyAsDouble(sorted[i]);
      largest = Math.max(largest, Math.abs(expected - (double) i / sorted.length));
      largest = Math.max(largest, Math.abs(expected - (i + 1.0) / sorted.length));
    }
    return largest;
  }

  @Test
  void normal_numbers_are_as_exact_as_floats_can_be() {
    float[] pair = new float[2];
    for (int i = 0; i < 10_000; i++) {
      int word0 = i * 0x9E3779B9;
      int word1 = i * 0x85EBCA6B + 17;
      Philox.normals(word0, word1, pair, 0, 2);
      double radius = Math.sqrt(-2 * Math.log(((word0 >>> 8) + 1) * 0x1p-24));
      double turn = ((word1 >>> 30) + (((word1 >>> 6) & 0xffffff) + 0.5) * 0x1p-24) / 4;
      assertThat((double) pair[0]).isCloseTo(radius * Math.cos(turn * 2 * Math.PI), within(5e-7));
      assertThat((double) pair[1]).isCloseTo(radius * Math.sin(turn * 2 * Math.PI), within(5e-7));
    }
  }

  @Test
  void numbers_are_the_same_bits_for_ever() {
    float[] normals = new float[6];
    Philox.stream(42, "pinned").fillNormal(normals);
    int[] bits = new int[6];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(normals[i]));
    assertThat(bits)
        .containsExactly(
            -1088549323, 1055975580, 1067473621, -1115357969, -1089519410, -1079200182);
    Philox random = Philox.stream(-7, "pinned", 3);
    int[] words = new int[6];
    Arrays.setAll(words, i -> random.nextInt());
    assertThat(words)
        .containsExactly(-671811058, 830599337, -2093539270, -436231270, -329852779, -1771288304);
    assertThat(Philox.stream(1, "order").permutation(8)).containsExactly(0, 2, 3, 1, 4, 7, 6, 5);
  }

  @Test
  void streams_depend_on_seed_purpose_and_index() {
    assertThat(
            new int[] {
              Philox.stream(1, "a").nextInt(),
              Philox.stream(2, "a").nextInt(),
              Philox.stream(1L << 32, "a").nextInt(),
              Philox.stream(1, "b").nextInt(),
              Philox.stream(1, "a", 1).nextInt(),
              Philox.stream(1, "a", -1).nextInt(),
            })
        .doesNotHaveDuplicates();
    assertThat(Philox.stream(1, "a").nextInt()).isEqualTo(Philox.stream(1, "a", 0).nextInt());
  }

  @Test
  void bounded_numbers_cover_the_bound_evenly() {
    Philox random = Philox.stream(9, "bounded");
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
    }
    assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(9_600);
    assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThan(10_400);
    assertThat(random.nextInt(1)).isZero();
    assertThatThrownBy(() -> random.nextInt(0))
        .isInstanceOf(FigmentException.class)
        .hasMessage("a random number needs a bound of at least 1, not 0");
  }

  @Test
  void a_permutation_holds_every_number_once() {
    int[] order = Philox.stream(4, "order").permutation(1000);
    assertThat(order).isNotEqualTo(Philox.stream(5, "order").permutation(1000));
    Arrays.sort(order);
    for (int i = 0; i < order.length; i++) {
      assertThat(order[i]).isEqualTo(i);
    }
  }

  @Test
  void the_largest_words_stay_in_range() {
    assertThat(Philox.uniform(-1)).isLessThan(1).isGreaterThan(0.9999f);
    assertThat(Philox.uniform(0)).isZero();
    float[] pair = new float[2];
    Philox.normals(0, 0, pair, 0, 2);
    assertThat(pair[0]).isCloseTo(5.768f, within(0.01f));
    Philox.normals(-1, -1, pair, 0, 1);
    assertThat(Math.abs(pair[0])).isLessThan(1e-3f);
  }
}
