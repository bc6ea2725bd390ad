package dev.figment.nn;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.op.ConvGeometry;
import dev.figment.op.MaxPool;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** The layers, as one writes them: {@code stack(conv(32).halving(), silu(), flatten())}. */
public final class Layers {
  private Layers() {}

  // ---- composition

  /** Layers one after another. */
  public static Layer stack(Layer... layers) {
    return new Stack(Arrays.asList(layers));
  }

  /** Layers one after another. */
  public static Layer stack(List<Layer> layers) {
    return new Stack(layers);
  }

  /** The input added to what a layer makes of it; both have one shape. */
  public static Layer residual(Layer body) {
    return new Residual(body, null);
  }

  /** What a layer makes of the input added to what a shortcut makes of it. */
  public static Layer residual(Layer body, Layer shortcut) {
    return new Residual(body, shortcut);
  }

  /** A layer without variables, from a function of tensors. */
  public static Layer layer(String name, UnaryOperator<Tensor> function) {
    return new Stateless(name, (x, mode) -> function.apply(x));
  }

  // ---- linear maps

  /** A linear map to this many units, with a bias. */
  public static Dense dense(int units) {
    return new Dense(units, Initializer.xavier(), true, false);
  }

  /** A convolution to this many channels; 2-d for images, 1-d for {@code [N, C, L]}. */
  public static Convolution conv(int filters) {
    return new Convolution(filters, ConvSettings.DEFAULT);
  }

  /** A transposed convolution to this many channels. */
  public static UpConvolution upConv(int filters) {
    return new UpConvolution(filters, ConvSettings.DEFAULT);
  }

  /** The largest of {@code pieces} linear maps, for each of {@code units} units apart. */
  public static Maxout maxout(int units, int pieces) {
    return new Maxout(units, pieces, Initializer.xavier());
  }

  // ---- activations

  public static Layer relu() {
    return layer("relu()", Tensor::relu);
  }

  /** {@code max(x, slope * x)} with a slope below 1. */
  public static Layer leakyRelu(double slope) {
    return layer("leakyRelu(" + slope + ")", x -> x.max(x.times(slope)));
  }

  /** {@code x} above 0, {@code exp(x) - 1} below (Clevert et al. 2016). */
  public static Layer elu() {
    return layer("elu()", x -> elu(x, 1, 1));
  }

  /** Self-normalising elu (Klambauer et al. 2017). */
  public static Layer selu() {
    return layer("selu()", x -> elu(x, 1.6732632423543772, 1.0507009873554805));
  }

  private static Tensor elu(Tensor x, double alpha, double scale) {
    Tensor below = x.min(0).exp().minus(1).times(alpha);
    return x.max(0).plus(below).times(scale);
  }

  /** {@code x * Phi(x)} with the normal distribution's Phi (Hendrycks and Gimpel 2016). */
  public static Layer gelu() {
    return layer("gelu()", x -> x.times(x.times(Math.sqrt(0.5)).erf().plus(1)).times(0.5));
  }

  /** {@code x * sigmoid(x)}. */
  public static Layer silu() {
    return layer("silu()", x -> x.times(x.sigmoid()));
  }

  public static Layer tanh() {
    return new Stateless("tanh()", (x, mode) -> x.tanh(), input -> PixelRange.SIGNED);
  }

  public static Layer sigmoid() {
    return new Stateless("sigmoid()", (x, mode) -> x.sigmoid(), input -> PixelRange.UNIT);
  }

  public static Layer softplus() {
    return layer("softplus()", Tensor::softplus);
  }

  /** {@code x * tanh(softplus(x))} (Misra 2019). */
  public static Layer mish() {
    return layer("mish()", x -> x.times(x.softplus().tanh()));
  }

  // ---- normalisation and regularisation

  public static Layer batchNorm() {
    return new BatchNorm(false);
  }

  /** Batch norm whose learned scale and shift are those of the example's class. */
  public static Layer conditionalBatchNorm() {
    return new BatchNorm(true);
  }

  /** Over all features of an example. */
  public static Layer layerNorm() {
    return new Normalization("layerNorm", 1);
  }

  /** Over channels in groups; their number divides the channels. */
  public static Layer groupNorm(int groups) {
    return new Normalization("groupNorm", groups);
  }

  /** Over each channel of each example. */
  public static Layer instanceNorm() {
    return new Normalization("instanceNorm", 0);
  }

  /**
   * In training sets each element to 0 with this probability and scales the others up to keep the
   * mean.
   */
  public static Layer dropout(double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw new FigmentException(
          "dropout(" + probability + "): a probability is at least 0 and below 1");
    }
    return new Stateless(
        "dropout(" + probability + ")",
        (x, mode) ->
            !mode.isTraining() || probability == 0
                ? x
                : x.times(x.graph().uniform(x.getType()).greaterOrEqual(x.like(probability)))
                    .div(1 - probability));
  }

  // ---- labels and batches

  /**
   * The input with a learned vector of the example's class behind it: as more features of vectors,
   * as constant channels of images (Mirza and Osindero 2014).
   *
   * @param size the number of features or channels that come behind
   */
  public static Layer withLabel(int size) {
    return new WithLabel(size);
  }

  /**
   * One score for features {@code [N, K]} and the example's class: a linear map plus the product of
   * the features with a learned vector of the class (Miyato and Koyama 2018, eq. 3).
   */
  public static ProjectionScore projectionScore() {
    return new ProjectionScore(Initializer.xavier(), false);
  }

  /**
   * One more channel (or feature): how much the batch varies, one number for all (Karras et al.
   * 2018, section 3). In inference a running mean takes the batch's place.
   */
  public static Layer minibatchDeviation() {
    return new MinibatchDeviation();
  }

  // ---- shapes and pooling

  /** A layer without variables that leaves numbers in their range. */
  private static Layer moving(String name, UnaryOperator<Tensor> function) {
    return new Stateless(name, (x, mode) -> function.apply(x), input -> input);
  }

  /** {@code [N, ...]} to {@code [N, features]}. */
  public static Layer flatten() {
    return moving("flatten()", Tensor::flatten);
  }

  /** Each example to these sizes, for example {@code reshape(64, 7, 7)}. */
  public static Layer reshape(int... dims) {
    String sizes = Arrays.toString(dims);
    return moving(
        "reshape(" + sizes.substring(1, sizes.length() - 1) + ")",
        x -> x.reshape(Shape.of(dims).behind(x.getShape().dim(0))));
  }

  /** The upper left part of each image, of this height and width. */
  public static Layer crop(int height, int width) {
    return moving(
        "crop(" + height + ", " + width + ")", x -> x.slice(-2, 0, height).slice(-1, 0, width));
  }

  /** The largest element of each window, side by side: the size divided by {@code size}. */
  public static Layer maxPool(int size) {
    return moving(
        "maxPool(" + size + ")",
        x -> {
          int[] kernel = new int[Math.max(1, x.getShape().getRank() - 2)];
          Arrays.fill(kernel, size);
          return x.apply(new MaxPool(ConvGeometry.of(kernel.length).stride(size), kernel), x);
        });
  }

  /** The mean of each window, side by side; the windows must fill the image. */
  public static Layer averagePool(int size) {
    return moving("averagePool(" + size + ")", x -> Pooling.average(x, size));
  }

  /** The mean of each channel: {@code [N, C, ...]} to {@code [N, C]}. */
  public static Layer globalAveragePool() {
    return moving("globalAveragePool()", Pooling::global);
  }

  /** Each element repeated to a square (or pair) of this size: nearest-neighbour upsampling. */
  public static Layer upsample(int factor) {
    return moving("upsample(" + factor + ")", x -> Pooling.repeat(x, factor));
  }
}
