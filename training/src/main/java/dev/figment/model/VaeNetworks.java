package dev.figment.model;

import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.withLabel;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Variable;
import dev.figment.loss.Likelihood;
import dev.figment.nn.Mode;
import dev.figment.nn.Network;
import dev.figment.nn.Scope;
import dev.figment.train.DataSpec;
import dev.figment.train.StepContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a VAE is made of, bound to variables for one shape of data: encoder, decoder, likelihood.
 * Recipes make their losses of it.
 */
final class VaeNetworks {
  /** The most numbers that stand for a label. */
  private static final int LARGEST_EMBEDDING = 16;

  private final DataSpec data;
  private final int latentSize;
  private final int classes;
  private final Scope encoderScope;
  private final Scope decoderScope;
  private final Scope likelihoodScope = Scope.of("likelihood");
  private final Network encoder;
  private final Network meanHead;
  private final Network varianceHead;
  private final Network decoder;
  private final Likelihood.Bound likelihood;

  VaeNetworks(VaeSettings settings, DataSpec data) {
    this.data = data;
    latentSize = settings.latentSize;
    if (data.getRange() != PixelRange.UNIT) {
      throw new FigmentException(
          "the likelihood "
              + settings.likelihood
              + " takes pixels in UNIT [0, 1], the data is in "
              + data.getRange(),
          "call scaledTo(PixelRange.UNIT) on the data");
    }
    classes = settings.conditional ? data.requireClasses() : 0;
    encoderScope = Scope.of("encoder", classes);
    Network body = settings.encoder.bind(encoderScope, data.getBatchShape());
    if (body.getOutputShape().getRank() != 2) {
      throw new FigmentException(
              "the encoder ends in " + body.getOutputShape() + ", but a latent is made of vectors",
              "end it with flatten()")
          .at("encoder");
    }
    encoder = then(encoderScope, body, label(encoderScope, body.getOutputShape()));
    Shape hidden = encoder.getOutputShape();
    meanHead = dense(latentSize).bind(encoderScope.child("mean"), hidden);
    varianceHead = dense(latentSize).bind(encoderScope.child("logVariance"), hidden);
    decoderScope = Scope.of("decoder", classes);
    Network label = label(decoderScope, Shape.of(Shape.N, latentSize));
    decoder =
        then(decoderScope, label, settings.decoder.bind(decoderScope, label.getOutputShape()));
    Shape decoded = decoder.getOutputShape();
    if (decoded.getFixedSize() != data.getBatchShape().getFixedSize()) {
      throw new FigmentException(
              "the decoder makes " + decoded + ", the data is " + data.getBatchShape(),
              "they have "
                  + decoded.getFixedSize()
                  + " and "
                  + data.getBatchShape().getFixedSize()
                  + " numbers per example")
          .at("decoder");
    }
    likelihood = settings.likelihood.bind(likelihoodScope);
  }

  /** Puts the label's embedding beside vectors, if the VAE is conditional. */
  private Network label(Scope scope, Shape vectors) {
    return classes == 0
        ? Network.of(scope, vectors, (x, mode) -> x)
        : withLabel(Math.min(classes, LARGEST_EMBEDDING)).bind(scope.child("label"), vectors);
  }

  private static Network then(Scope scope, Network first, Network second) {
    return Network.of(
        scope, first.getInputShape(), (x, mode) -> second.forward(first.forward(x, mode), mode));
  }

  List<Variable> getEncoderWeights() {
    return encoderScope.getWeights();
  }

  /** Those of the decoder and of its likelihood. */
  List<Variable> getDecoderWeights() {
    List<Variable> weights = new ArrayList<>(decoderScope.getWeights());
    weights.addAll(likelihoodScope.getWeights());
    return weights;
  }

  /** Whether the likelihood has a scale of its own that is trained. */
  boolean learnsScale() {
    return !likelihoodScope.getWeights().isEmpty();
  }

  int getLatentSize() {
    return latentSize;
  }

  boolean isConditional() {
    return classes > 0;
  }

  /** The mode of a step, given the batch's labels if the VAE is conditional. */
  Mode mode(StepContext context) {
    return isConditional() ? context.getMode().given(context.getLabels()) : context.getMode();
  }

  /** The distribution of the latents of images {@code [B, ...]}. */
  Posterior posterior(Tensor x, Mode mode) {
    Tensor hidden = encoder.forward(x, mode);
    return new Posterior(meanHead.forward(hidden, mode), varianceHead.forward(hidden, mode));
  }

  /** What the decoder says of latents {@code [B, latentSize]}: {@code [B, ...]} as the images. */
  Tensor logits(Tensor latent, Mode mode) {
    Shape images = data.getExampleShape().behind(latent.getShape().dim(0));
    return decoder.forward(latent, mode).reshape(images);
  }

  /** The mean images of logits, in [0, 1]. */
  Tensor images(Tensor logits) {
    return likelihood.mean(logits);
  }

  /** {@code -log p(x|z)}, in nats per example. */
  Tensor reconstruction(Tensor x, Tensor logits) {
    return likelihood.logProbability(x, logits).mean().unaryMinus();
  }

  /** So many latents drawn for each image. */
  LatentDraws draws(Tensor x, Mode mode, int samples) {
    int images = x.getShape().dim(0);
    Posterior posterior = posterior(x, mode);
    Tensor noise = x.graph().normal(TensorType.f32(samples, images, latentSize));
    Tensor latent = posterior.latent(noise);
    Tensor repeated = repeated(x, samples);
    Mode repeatedMode = isConditional() ? mode.given(repeated(mode.getLabels(), samples)) : mode;
    Tensor logits = logits(latent.reshape(samples * images, latentSize), repeatedMode);
    Tensor priorOverPosterior =
        noise.square().minus(latent.square()).plus(posterior.logVariance()).times(0.5).sum(2);
    return new LatentDraws(
        posterior,
        likelihood.logProbability(repeated, logits).reshape(samples, images),
        priorOverPosterior);
  }

  /** A batch so many times, one after another. */
  private static Tensor repeated(Tensor batch, int times) {
    Shape shape = batch.getShape();
    return batch
        .reshape(shape.behind(1))
        .broadcast(shape.behind(times))
        .reshape(shape.withDim(0, times * shape.dim(0)));
  }

  /** From images to the mean and the logarithm of the variance of their latents. */
  ModelFunction encoderFunction() {
    return given(
        ModelFunction.of(
            "encoder",
            "image",
            data.getBatchShape(),
            (x, mode) -> {
              Posterior posterior = posterior(x, mode);
              Map<String, Tensor> outputs = new LinkedHashMap<>();
              outputs.put("mean", posterior.mean());
              outputs.put("logVariance", posterior.logVariance());
              return outputs;
            }));
  }

  /** From latents to the mean images of the likelihood. */
  ModelFunction decoderFunction() {
    return given(
        ModelFunction.of(
            "decoder",
            "latent",
            Shape.of(Shape.N, latentSize),
            (z, mode) -> Map.of("image", images(logits(z, mode)))));
  }

  /** The function with labels, if the VAE is conditional. */
  ModelFunction given(ModelFunction function) {
    return isConditional() ? function.conditional(data) : function;
  }
}
