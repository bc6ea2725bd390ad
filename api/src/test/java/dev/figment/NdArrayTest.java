package dev.figment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NdArrayTest {
  @Test
  void refuses_an_array_of_another_size() {
    assertThatThrownBy(() -> NdArray.of(new float[5], 2, 3))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "an array of 5 elements cannot have the shape [2, 3]\n    that shape has 6 elements");
  }

  @Test
  void shares_its_array_until_it_is_copied() {
    float[] numbers = {1, 2};
    NdArray array = NdArray.of(numbers, 2);
    NdArray view = array.reshape(1, 2);
    NdArray copy = array.copy();
    numbers[1] = 7;
    assertThat(array.get(1)).isEqualTo(7);
    assertThat(view.get(1)).isEqualTo(7);
    assertThat(copy.get(1)).isEqualTo(2);
    assertThat(array.floats()).isSameAs(numbers);
  }

  @Test
  void copies_every_element_type() {
    NdArray doubles = NdArray.of(new double[] {0.1, 0.2}, 2);
    NdArray ints = NdArray.of(new int[] {3, 4}, 2);
    assertThat(doubles.copy()).isEqualTo(doubles).isNotSameAs(doubles);
    assertThat(ints.copy()).isEqualTo(ints);
    ints.copy().set(0, 9);
    assertThat(ints.get(0)).isEqualTo(3);
  }

  @Test
  void rounds_to_its_type() {
    NdArray floats = NdArray.zeros(TensorType.f32(1));
    floats.set(0, 0.1);
    assertThat(floats.get(0)).isEqualTo((double) 0.1f);
    NdArray ints = NdArray.of(new double[] {-2.7, 2.7}, 2).to(DType.I32);
    assertThat(ints).isEqualTo(NdArray.of(new int[] {-2, 2}, 2));
    assertThat(floats.to(DType.F32)).isSameAs(floats);
  }

  @Test
  void gives_only_the_array_of_its_own_type() {
    NdArray array = NdArray.of(new float[1], 1);
    assertThatNullPointerException()
        .isThrownBy(array::doubles)
        .withMessage("the array does not hold f64");
    assertThatNullPointerException()
        .isThrownBy(array::ints)
        .withMessage("the array does not hold i32");
    assertThatNullPointerException()
        .isThrownBy(NdArray.of(new int[1], 1)::floats)
        .withMessage("the array does not hold f32");
  }

  @Test
  void is_equal_by_type_and_bits() {
    NdArray array = NdArray.of(new float[] {0, Float.NaN}, 2);
    assertThat(array).isEqualTo(NdArray.of(new float[] {0, Float.NaN}, 2));
    assertThat(array).hasSameHashCodeAs(NdArray.of(new float[] {0, Float.NaN}, 2));
    assertThat(array).isNotEqualTo(NdArray.of(new float[] {-0f, Float.NaN}, 2));
    assertThat(array).isNotEqualTo(array.reshape(2, 1));
    assertThat(NdArray.of(new int[] {1}, 1)).isNotEqualTo(NdArray.of(new float[] {1}, 1));
  }

  @Test
  void is_a_single_number_only_with_one_element() {
    assertThat(NdArray.of(new float[] {4}, 1, 1).scalar()).isEqualTo(4);
    assertThatThrownBy(() -> NdArray.of(new float[2], 2).scalar())
        .isInstanceOf(FigmentException.class)
        .hasMessage("an array of shape [2] is not a single number");
  }

  @Test
  void prints_its_type_and_first_elements() {
    assertThat(NdArray.of(new float[] {1, 2}, 2)).hasToString("f32[2] {1.0, 2.0}");
    assertThat(NdArray.of(new int[9], 9))
        .hasToString("i32[9] {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ...}");
  }
}
