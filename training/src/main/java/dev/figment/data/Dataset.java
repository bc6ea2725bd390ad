package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ordered source of examples of one shape, whose numbers lie in a declared range.
 *
 * <p>A data set never changes: reading an example twice gives the same numbers. Methods that
 * narrow, reorder or rescale it give views and copy nothing. To read data of your own, extend this
 * class: a size, a shape, a range and {@link #read(int, float[], int)} are enough. All methods may
 * be called from several threads at once.
 */
public abstract class Dataset {
  private volatile @Nullable String contentHash;

  /** The number of examples, at least 1. */
  public abstract int getSize();

  /** The shape of one example, for images {@code [C, H, W]}. */
  public abstract Shape getExampleShape();

  /** The numbers that stand for black and white. */
  public abstract PixelRange getRange();

  /**
   * Writes one example to an array, in row-major order.
   *
   * @param index which example, from 0 to below the size
   * @param target gets as many numbers as the example's shape has elements
   * @param offset where the first number goes
   */
  public abstract void read(int index, float[] target, int offset);

  /**
   * Writes one example as training sees it in an epoch: augmented, where the data set is.
   *
   * @param epoch the epoch, from 0
   */
  public void readInEpoch(int epoch, int index, float[] target, int offset) {
    read(index, target, offset);
  }

  /**
   * Whether the examples are the same in every epoch, so that a backend with memory of its own may
   * keep them there and is told their numbers only. What is not known to be so is read anew for
   * each batch.
   */
  public boolean isSameInEveryEpoch() {
    return false;
  }

  /** The names of the classes, by label; empty if the examples have no labels. */
  public List<String> getLabelNames() {
    return List.of();
  }

  /** Whether every example has a label. */
  public final boolean hasLabels() {
    return !getLabelNames().isEmpty();
  }

  /**
   * The label of one example, an index into {@link #getLabelNames()}.
   *
   * @throws FigmentException if the examples have no labels
   */
  public int label(int index) {
    throw new FigmentException(
        "the data set has no labels", "add them with withLabels(labels, names)");
  }

  /**
   * The SHA-256 of shape, range, numbers and labels, in hexadecimal: equal for equal content,
   * wherever it comes from. Computed once, by reading everything, without augmentation.
   */
  public final String getContentHash() {
    String hash = contentHash;
    if (hash == null) {
      hash = ContentHash.of(this);
      contentHash = hash;
    }
    return hash;
  }

  /** The same examples with black and white as other numbers. */
  public Dataset scaledTo(PixelRange range) {
    return range == getRange() ? this : new ScaledView(this, range);
  }

  /** The first examples. */
  public final Dataset take(int count) {
    return range(0, count);
  }

  /**
   * The examples from one index to before another.
   *
   * @throws FigmentException if that leaves none, or the data set has fewer
   */
  public final Dataset range(int from, int to) {
    if (from < 0 || from >= to || to > getSize()) {
      throw new FigmentException(
          "a data set of " + getSize() + " examples has no range from " + from + " to before " + to,
          "use 0 <= from < to <= " + getSize());
    }
    return new SelectedView(this, from, to - from, null);
  }

  /** Two parts: a share of the examples from the beginning to train with, the others to test. */
  public final Split split(double trainShare) {
    int train = (int) Math.round(getSize() * trainShare);
    if (!(trainShare > 0 && trainShare < 1) || train == 0 || train == getSize()) {
      throw new FigmentException(
          "a data set of " + getSize() + " examples cannot be split at a share of " + trainShare,
          "the share must be between 0 and 1 and leave an example on both sides");
    }
    return Split.of(range(0, train), range(train, getSize()));
  }

  /** All examples in a random order of their own; equal seeds give equal orders. */
  public final Dataset shuffled(long seed) {
    int[] order = new int[getSize()];
    Seeds.shuffle(seed, 0, order);
    return new SelectedView(this, 0, order.length, order);
  }

  /**
   * The same examples, changed at random in each epoch of training. What happens depends on seed,
   * epoch and example only, not on the order of reading. {@link #read} and evaluation see them
   * unchanged.
   */
  public final Dataset augmented(long seed, Augmentation... steps) {
    return new AugmentedView(this, seed, List.of(steps));
  }

  /**
   * The same examples, every number black or white, white with its brightness as the chance. They
   * are drawn once: {@link #read} and all epochs of training see the same ones. To train on new
   * ones in each epoch, use {@link #augmented} with {@link Augmentation#binarization()}.
   */
  public final Dataset binarized(long seed) {
    return new BinarizedView(this, seed);
  }

  /**
   * The same examples with labels.
   *
   * @param labels one for each example, an index into the names
   * @param names what the labels mean
   */
  public final Dataset withLabels(int[] labels, List<String> names) {
    return new LabelledView(this, Labels.of(getSize(), labels, names));
  }

  /**
   * Every image in four positions, labelled by them, four times as many examples: what a network
   * must understand to tell them apart makes features of images without labels (Gidaris et al.
   * 2018). Square images are turned by 0, 90, 180 and 270 degrees; others by 0 and 180, as they are
   * and mirrored.
   *
   * @throws FigmentException if the examples are no images
   */
  public final Dataset turned() {
    return new TurnedView(this);
  }

  /** For example {@code 60000 examples of [1, 28, 28], UNIT, 10 classes}. */
  @Override
  public String toString() {
    String labels = hasLabels() ? getLabelNames().size() + " classes" : "no labels";
    return getSize() + " examples of " + getExampleShape() + ", " + getRange() + ", " + labels;
  }
}
