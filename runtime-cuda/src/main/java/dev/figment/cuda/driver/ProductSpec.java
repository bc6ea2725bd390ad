package dev.figment.cuda.driver;

import dev.figment.Precision;
import dev.figment.compile.Format;
import dev.figment.compile.View;
import java.util.Arrays;

/**
 * A product of batches of matrices, {@code target[b, m, n] = sum over k of left[b, m, k] * right[b,
 * k, n]}, where each lies by rows or by columns, with an epilogue.
 */
public final class ProductSpec {
  /** To how many bytes operands are said to be aligned at most: what is more, no algorithm asks. */
  private static final int ALIGNED = 256;

  private final int batch;
  private final int m;
  private final int n;
  private final int k;
  private final int[] left;
  private final int[] right;
  private final int[] target;
  private final int[] alignments;
  private final Precision precision;
  private final Epilogue epilogue;
  private final Format factors;
  private final Format result;

  private ProductSpec(Precision precision, View left, View right, View target, Epilogue epilogue) {
    this.batch = target.dim(0);
    this.m = target.dim(1);
    this.n = target.dim(2);
    this.k = left.dim(2);
    this.left = left.getStrides();
    this.right = right.getStrides();
    this.target = target.getStrides();
    this.precision = precision;
    this.epilogue = epilogue;
    this.factors = left.getFormat();
    this.result = target.getFormat();
    this.alignments = Alignment.of(ALIGNED, left, right, target);
  }

  /** Of three views {@code [B, M, K]}, {@code [B, K, N]} and {@code [B, M, N]}. */
  public static ProductSpec of(
      Precision precision, View left, View right, View target, Epilogue epilogue) {
    if (left.getFormat() != right.getFormat()) {
      throw new IllegalArgumentException(left.getFormat() + " and " + right.getFormat());
    }
    return new ProductSpec(precision, left, right, target, epilogue);
  }

  public int getBatch() {
    return batch;
  }

  /** Rows of the left matrix and of the target. */
  public int getM() {
    return m;
  }

  /** Columns of the right matrix and of the target. */
  public int getN() {
    return n;
  }

  /** Columns of the left matrix, rows of the right one. */
  public int getK() {
    return k;
  }

  /** From one matrix, row and column of the left to the next, in elements. */
  public int[] getLeft() {
    return left.clone();
  }

  /** From one matrix, row and column of the right to the next, in elements. */
  public int[] getRight() {
    return right.clone();
  }

  /** From one matrix, row and column of the target to the next, in elements. */
  public int[] getTarget() {
    return target.clone();
  }

  /** To how many bytes the first elements of left, right and target are aligned. */
  public int[] getAlignments() {
    return alignments.clone();
  }

  /** The bytes of left, right, a row and the target, from the first element to the last. */
  long[] bytes() {
    return new long[] {
      factors.getBytes() * elements(left, batch, m, k),
      factors.getBytes() * elements(right, batch, k, n),
      result.getBytes() * elements(target, 1, 1, n),
      result.getBytes() * elements(target, batch, m, n)
    };
  }

  private static long elements(int[] steps, int... sizes) {
    long last = 0;
    for (int i = 0; i < sizes.length; i++) {
      last += (sizes[i] - 1L) * steps[i];
    }
    return last + 1;
  }

  /** How both factors lie in memory. */
  public Format getFactors() {
    return factors;
  }

  /** How the result lies in memory. */
  public Format getResult() {
    return result;
  }

  /** How far factors may be rounded. */
  public Precision getPrecision() {
    return precision;
  }

  /** What is done before a number is written. */
  public Epilogue getEpilogue() {
    return epilogue;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProductSpec && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** Sizes and steps, for example {@code [1, 128, 784] x [1, 784, 400]}. */
  @Override
  public String toString() {
    return Arrays.toString(new int[] {batch, m, k})
        + Arrays.toString(left)
        + " x "
        + Arrays.toString(new int[] {batch, k, n})
        + Arrays.toString(right)
        + " to "
        + Arrays.toString(target)
        + " in "
        + precision
        + (epilogue == Epilogue.NONE ? "" : " with epilogue " + epilogue)
        + (factors.isHalf() ? " from " + factors + " to " + result : "")
        + Alignment.words(ALIGNED, alignments);
  }
}
