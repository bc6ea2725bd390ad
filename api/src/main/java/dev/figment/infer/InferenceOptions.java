package dev.figment.infer;

import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How ONNX Runtime runs a model. An instance is immutable; each method gives a changed copy.
 *
 * <p>The defaults suit most: ONNX Runtime's choice of threads, all optimisations, the processor.
 */
public final class InferenceOptions {
  /** How much ONNX Runtime rewrites a model when it opens it. */
  public enum Optimization {
    /** Nothing; the model runs as it was written. */
    NONE,
    /** Constants are computed once and dead nodes removed. */
    BASIC,
    /** Nodes are fused too. */
    EXTENDED,
    /** Layouts are changed too, to those that suit the processor. */
    ALL
  }

  private static final InferenceOptions DEFAULTS =
      new InferenceOptions(
          0, Optimization.ALL, Collections.emptyList(), 64, false, Double.POSITIVE_INFINITY);

  private final int threads;
  private final Optimization optimization;
  private final List<String> providers;
  private final int batchSize;
  private final boolean strictShapes;
  private final double truncation;

  private InferenceOptions(
      int threads,
      Optimization optimization,
      List<String> providers,
      int batchSize,
      boolean strictShapes,
      double truncation) {
    this.threads = threads;
    this.optimization = optimization;
    this.providers = providers;
    this.batchSize = batchSize;
    this.strictShapes = strictShapes;
    this.truncation = truncation;
  }

  /** The options that suit most. */
  public static InferenceOptions defaults() {
    return DEFAULTS;
  }

  /**
   * With a number of threads for one run, the caller's included.
   *
   * @param count at least 1
   */
  public InferenceOptions threads(int count) {
    atLeastOne("threads", count);
    return new InferenceOptions(
        count, optimization, providers, batchSize, strictShapes, truncation);
  }

  /** With another degree of rewriting. */
  public InferenceOptions optimization(Optimization level) {
    return new InferenceOptions(threads, level, providers, batchSize, strictShapes, truncation);
  }

  /**
   * With execution providers, the preferred first. What none of them can do, the processor does.
   *
   * @param names of {@code cuda}, {@code tensorrt}, {@code rocm}, {@code openvino}, {@code
   *     directml}, {@code coreml}, {@code nnapi}, {@code xnnpack}, {@code qnn}, {@code webgpu},
   *     {@code cpu}; which of them work depends on the build of ONNX Runtime
   */
  public InferenceOptions providers(String... names) {
    List<String> lower = new ArrayList<>();
    for (String name : names) {
      lower.add(name.toLowerCase(Locale.ROOT));
    }
    return new InferenceOptions(
        threads,
        optimization,
        Collections.unmodifiableList(lower),
        batchSize,
        strictShapes,
        truncation);
  }

  /**
   * With the most images that one run takes; more are run one batch after another.
   *
   * @param images at least 1; the default is 64
   */
  public InferenceOptions batchSize(int images) {
    atLeastOne("images a run", images);
    return new InferenceOptions(threads, optimization, providers, images, strictShapes, truncation);
  }

  /**
   * With a check, when the model is opened, that the shapes that it declares are the shapes that
   * follow from its nodes. Without it ONNX Runtime accepts wrong ones.
   */
  public InferenceOptions strictShapes() {
    return new InferenceOptions(threads, optimization, providers, batchSize, true, truncation);
  }

  /**
   * With the truncation trick (Brock et al., "Large scale GAN training for high fidelity natural
   * image synthesis", 2019): of the noise that {@code sample} draws, each number beyond the limit
   * on either side is drawn again. A smaller limit gives more typical and less varied images.
   *
   * @param limit at least 0.01; 0.5 to 2 are usual
   */
  public InferenceOptions truncation(double limit) {
    if (!(limit >= 0.01)) {
      throw new FigmentException(
          "noise cannot be truncated at " + limit, "use at least 0.01, or leave it out");
    }
    return new InferenceOptions(threads, optimization, providers, batchSize, strictShapes, limit);
  }

  private static void atLeastOne(String what, int count) {
    if (count < 1) {
      throw new FigmentException(
          "inference cannot use " + count + " " + what, "use at least 1, or leave it out");
    }
  }

  /** The threads of one run; 0 means that ONNX Runtime chooses. */
  public int getThreads() {
    return threads;
  }

  public Optimization getOptimization() {
    return optimization;
  }

  /** In lower case, the preferred first; empty means the processor. */
  public List<String> getProviders() {
    return providers;
  }

  public int getBatchSize() {
    return batchSize;
  }

  public boolean isStrictShapes() {
    return strictShapes;
  }

  /** The largest number in sampled noise; infinity means that none is drawn again. */
  public double getTruncation() {
    return truncation;
  }

  /** For example {@code threads=2, optimization=ALL, providers=[cuda]}. */
  @Override
  public String toString() {
    return String.join(
        ", ",
        Arrays.asList(
            "threads=" + (threads == 0 ? "auto" : threads),
            "optimization=" + optimization,
            "providers=" + (providers.isEmpty() ? "[cpu]" : providers),
            "batchSize=" + batchSize,
            "strictShapes=" + strictShapes,
            "truncation=" + (Double.isInfinite(truncation) ? "none" : truncation)));
  }
}
