package dev.figment.op;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Random numbers that depend on nothing but the seed {@code i32[2]}, the step {@code i32[1]} and
 * the number of this stream within the step.
 *
 * <p>Element {@code e} is made of word {@code e mod 4} of the {@link Philox} block with key (seed)
 * and counter {@code (e / 4, step, stream, replica)}; normal numbers are made of words 0 and 1 or 2
 * and 3 together. The floats are the same bits on every backend.
 */
public final class Random extends Op {
  /** What the numbers are drawn from. */
  public enum Distribution {
    /** Floats in [0, 1), multiples of 2^-24. */
    UNIFORM,
    /** Floats of mean 0 and variance 1. */
    NORMAL
  }

  private final Distribution distribution;
  private final TensorType type;
  private final int stream;
  private final int replica;

  public Random(Distribution distribution, TensorType type, int stream) {
    this(distribution, type, stream, 0);
  }

  private Random(Distribution distribution, TensorType type, int stream, int replica) {
    this.distribution = distribution;
    this.type = type;
    this.stream = stream;
    this.replica = replica;
  }

  /** The numbers that a replica draws, from 0; those of replica 0 are drawn where there is one. */
  public Random ofReplica(int number) {
    return new Random(distribution, type, stream, number);
  }

  public Distribution getDistribution() {
    return distribution;
  }

  public int getStream() {
    return stream;
  }

  public int getReplica() {
    return replica;
  }

  @Override
  public String getName() {
    return "random";
  }

  @Override
  public String getAttributes() {
    String shared = distribution.name().toLowerCase(Locale.ROOT) + ", " + type;
    return shared + ", stream=" + stream + (replica == 0 ? "" : ", replica=" + replica);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 2);
    if (!inputs.get(0).equals(TensorType.of(DType.I32, Shape.of(2)))
        || !inputs.get(1).equals(TensorType.of(DType.I32, Shape.of(1)))) {
      throw new FigmentException("random takes a seed i32[2] and a step i32[1], not " + inputs);
    }
    if (!type.getDtype().isFloating()) {
      throw new FigmentException(
          "random makes real numbers, not " + type, "draw f32 and cast them");
    }
    return type;
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor gradient) {
    return Arrays.asList(null, null);
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType unused) {
    double[] seed = inputs.get(0).doubles();
    float[] values = new float[unused.getShape().getSize()];
    fill((int) seed[0], (int) seed[1], (int) inputs.get(1).doubles()[0], values, 0);
    return NdArray.of(values, unused.getShape()).to(DType.F64);
  }

  /**
   * Fills an array with the elements from {@code first} on, which must be a multiple of 4. Backends
   * use this to compute parts of the result.
   */
  public void fill(int seed0, int seed1, int step, float[] target, int first) {
    fill(seed0, seed1, step, target, first, target.length);
  }

  /** Fills the first {@code count} places of an array, as above. */
  public void fill(int seed0, int seed1, int step, float[] target, int first, int count) {
    int[] words = new int[4];
    for (int i = 0; i < count; i += 4) {
      Philox.block(seed0, seed1, (first + i) / 4, step, stream, replica, words);
      for (int k = 0; k < 4 && i + k < count; k++) {
        if (distribution == Distribution.UNIFORM) {
          target[i + k] = Philox.uniform(words[k]);
        } else if (k % 2 == 0) {
          Philox.normals(words[k], words[k + 1], target, i + k, count - i - k);
        }
      }
    }
  }
}
