package dev.figment.onnx;

/**
 * The names that exported networks give to files, inputs and outputs, so that who writes them and
 * who opens them agree.
 *
 * <table>
 *   <caption>What a file of each kind takes and gives; all but labels are f32</caption>
 *   <tr><th>kind</th><th>inputs</th><th>outputs</th></tr>
 *   <tr><td>encoder</td><td>image [N, C, H, W], (label [N])</td>
 *     <td>mean [N, L], logVariance [N, L]</td></tr>
 *   <tr><td>decoder</td><td>latent [N, L], (label [N])</td><td>image [N, C, H, W]</td></tr>
 *   <tr><td>generator</td><td>latent [N, L], (label [N])</td><td>image [N, C, H, W]</td></tr>
 *   <tr><td>critic</td><td>image [N, C, H, W], (label [N])</td><td>score [N]</td></tr>
 *   <tr><td>classifier</td><td>image [N, C, H, W]</td><td>features [N, D], logits [N, K],
 *       probabilities [N, K]</td></tr>
 * </table>
 *
 * <p>A network takes labels if its metadata has {@linkplain OnnxMetadata#getLabels() their names},
 * and only then. They are i32 in a program, so int64 in the file.
 *
 * <p>Images are in the pixel range that the metadata names; a decoder ends in its likelihood's
 * mean, so for Bernoulli in the sigmoid.
 */
public final class OnnxContract {
  /** The encoder's file in the folder of an autoencoder. */
  public static final String ENCODER_FILE = "encoder.onnx";

  /** The decoder's file in the folder of an autoencoder. */
  public static final String DECODER_FILE = "decoder.onnx";

  /** Images, {@code [N, C, H, W]}. */
  public static final String IMAGE = "image";

  /** Latent vectors or noise, {@code [N, L]}. */
  public static final String LATENT = "latent";

  /** The class of each example, {@code [N]}, from 0 to below the number of classes. */
  public static final String LABEL = "label";

  /** The means of latent vectors, {@code [N, L]}. */
  public static final String MEAN = "mean";

  /** The natural logarithms of the variances of latent vectors, {@code [N, L]}. */
  public static final String LOG_VARIANCE = "logVariance";

  /** What a critic thinks of each image, {@code [N]}; more is more real. */
  public static final String SCORE = "score";

  /** What a classifier sees in each image before it decides, {@code [N, D]}. */
  public static final String FEATURES = "features";

  /** The logarithms of a classifier's probabilities but for a constant, {@code [N, K]}. */
  public static final String LOGITS = "logits";

  /** The probability of each of K classes, {@code [N, K]}. */
  public static final String PROBABILITIES = "probabilities";

  private OnnxContract() {}
}
