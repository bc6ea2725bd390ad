package dev.figment.model;

import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.withLabel;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.graph.Variable;
import dev.figment.nn.Layer;
import dev.figment.nn.Mode;
import dev.figment.nn.Network;
import dev.figment.nn.Scope;
import dev.figment.train.DataSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The generator and the critic of a GAN, bound to variables for one shape of data and checked. */
final class GanNetworks {
  /** As many numbers, at most, tell the generator a label beside the latent. */
  private static final int LABEL_FEATURES = 16;

  private final GanSettings settings;
  private final DataSpec data;
  private final int classes;
  private final Scope generatorScope;
  private final Scope criticScope;
  private final Network generator;
  private final Network critic;

  GanNetworks(GanSettings settings, DataSpec data) {
    this.settings = settings;
    this.data = data;
    classes = settings.isConditional() ? data.getLabelNames().size() : 0;
    checkLabels();
    generatorScope = Scope.of("generator", classes);
    criticScope = Scope.of("critic", classes);
    Layer making =
        settings.isConditional()
            ? stack(withLabel(Math.min(classes, LABEL_FEATURES)), settings.generator)
            : settings.generator;
    generator = making.bind(generatorScope, Shape.of(Shape.N, settings.latentSize));
    checkGenerator();
    Layer judging =
        settings.critic.network(settings.penalty.takesSlopes(), settings.conditioning, classes);
    critic = judging.bind(criticScope, packedShape());
    checkCritic();
  }

  private void checkLabels() {
    if (!settings.isConditional()) {
      return;
    }
    if (classes == 0) {
      throw new FigmentException(
              "the GAN is conditional (" + settings.conditioning + "), but the data has no labels",
              "use IDX label files, folders named after classes, or dataset.withLabels(...)")
          .at("gan");
    }
    if (settings.pack > 1) {
      throw new FigmentException(
              "a conditional critic cannot judge packs of " + settings.pack,
              "a pack has several labels; leave out pack(...) or conditional(...)")
          .at("critic");
    }
  }

  private void checkGenerator() {
    Shape made = generator.getOutputShape();
    Shape wanted = data.getBatchShape();
    if (made.getFixedSize() != wanted.getFixedSize()) {
      throw new FigmentException(
              "the generator makes " + made + ", the data is " + wanted,
              "they have "
                  + made.getFixedSize()
                  + " and "
                  + wanted.getFixedSize()
                  + " numbers per example")
          .at("generator");
    }
    PixelRange range = settings.generator.range(null);
    if (range != null && range != data.getRange()) {
      String end = range == PixelRange.SIGNED ? "sigmoid()" : "tanh()";
      throw new FigmentException(
              "the generator makes numbers in " + range + ", the data is in " + data.getRange(),
              "call scaledTo(PixelRange."
                  + range
                  + ") on the data, or end the generator with "
                  + end)
          .at("generator");
    }
  }

  private void checkCritic() {
    int wanted = 1 + (classifies() ? classes : 0);
    if (critic.getOutputShape().getFixedSize() != wanted) {
      throw new FigmentException(
              "the critic gives " + critic.getOutputShape() + " instead of one score an example",
              "end it with dense(1), without a sigmoid")
          .at("critic");
    }
    checkPenalty(settings.penalty.takesSlopes(), settings.penalty, criticScope);
  }

  /**
   * Batch norm mixes the examples of a batch, so that a score has no slope of its own.
   *
   * @throws FigmentException if slopes are penalised and the critic has a layer that mixes
   */
  static void checkPenalty(boolean takesSlopes, Object penalty, Scope critic) {
    if (takesSlopes && !critic.getMixing().isEmpty()) {
      throw new FigmentException(
              "this layer in a critic does not go with " + penalty,
              "it mixes the examples of a batch, whose slopes are taken one by one",
              "use layerNorm() in the critic")
          .at(critic.getMixing().get(0));
    }
  }

  private boolean classifies() {
    return settings.conditioning == Conditioning.AUXILIARY_CLASSIFIER;
  }

  List<Variable> generatorWeights() {
    return generatorScope.getWeights();
  }

  List<Variable> criticWeights() {
    return criticScope.getWeights();
  }

  /** Images {@code [N, C, H, W]} of latents {@code [N, latent]}. */
  Tensor image(Tensor latent, Mode mode) {
    return generator
        .forward(latent, mode)
        .reshape(data.getExampleShape().behind(latent.getShape().dim(0)));
  }

  /**
   * Examples of a batch side by side along the channels, {@code [N / pack, C * pack, ...]}. Where
   * nothing is learned, the first ones come again to fill the last pack.
   *
   * @throws FigmentException if a batch of training does not divide into packs
   */
  Tensor pack(Tensor examples, Mode mode) {
    int count = examples.getShape().dim(0);
    int rest = count % settings.pack;
    if (rest != 0 && mode.isTraining()) {
      throw new FigmentException(
          "a batch of " + count + " does not divide into packs of " + settings.pack,
          "use a batch size that is a multiple of " + settings.pack);
    }
    Tensor whole = examples;
    for (int missing = rest == 0 ? 0 : settings.pack - rest; missing > 0; missing -= count) {
      whole = whole.concat(0, examples.slice(0, 0, Math.min(missing, count)));
    }
    int packs = whole.getShape().dim(0) / settings.pack;
    return whole.reshape(packedShape().withDim(0, packs));
  }

  private Shape packedShape() {
    Shape shape = data.getBatchShape();
    return shape.withDim(1, shape.dim(1) * settings.pack);
  }

  /** All that the critic says, {@code [N, 1]}, or {@code [N, 1 + classes]} if it classifies. */
  Tensor judge(Tensor examples, Mode mode) {
    int count = examples.getShape().dim(0);
    return critic.forward(examples, mode).reshape(count, 1 + (classifies() ? classes : 0));
  }

  /** One score an example or pack, {@code [N]}. */
  static Tensor score(Tensor judgement) {
    return judgement.slice(1, 0, 1).reshape(judgement.getShape().dim(0));
  }

  /** The logits of the classes, {@code [N, classes]}, of a critic that classifies. */
  Tensor logits(Tensor judgement) {
    return judgement.slice(1, 1, classes);
  }

  /** From latents to images. */
  ModelFunction generatorFunction() {
    return conditional(
        ModelFunction.of(
            "generator",
            "latent",
            Shape.of(Shape.N, settings.latentSize),
            (z, mode) -> Map.of("image", image(z, mode))));
  }

  /** From images, or packs of them, to scores and, if it classifies, logits. */
  ModelFunction criticFunction() {
    return conditional(
        ModelFunction.of(
            "critic",
            "image",
            packedShape(),
            (x, mode) -> {
              Tensor judgement = judge(x, mode);
              Map<String, Tensor> outputs = new LinkedHashMap<>();
              outputs.put("score", score(judgement));
              if (classifies()) {
                outputs.put("logits", logits(judgement));
              }
              return outputs;
            }));
  }

  private ModelFunction conditional(ModelFunction function) {
    return settings.isConditional() ? function.conditional(data) : function;
  }
}
