package dev.figment.model;

import static dev.figment.nn.Layers.dense;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Variable;
import dev.figment.loss.GaussianKl;
import dev.figment.loss.Likelihood;
import dev.figment.nn.Mode;
import dev.figment.nn.Network;
import dev.figment.nn.Scope;
import dev.figment.train.DataSpec;
import dev.figment.train.Losses;
import dev.figment.train.Model;
import dev.figment.train.Phase;
import dev.figment.train.StepContext;
import dev.figment.train.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A VAE whose networks are bound to variables for one shape of data. */
final class VaeModel extends Model<TrainedVae> {
  private final Vae recipe;
  private final DataSpec data;
  private final Network encoder;
  private final Network meanHead;
  private final Network varianceHead;
  private final Network decoder;
  private final Likelihood.Bound likelihood;
  private final List<Variable> weights = new ArrayList<>();

  VaeModel(Vae recipe, DataSpec data) {
    this.recipe = recipe;
    this.data = data;
    if (data.getRange() != PixelRange.UNIT) {
      throw new FigmentException(
          "the likelihood "
              + recipe.likelihood
              + " takes pixels in UNIT [0, 1], the data is in "
              + data.getRange(),
          "call scaledTo(PixelRange.UNIT) on the data");
    }
    Scope encoderScope = Scope.of("encoder");
    encoder = recipe.encoder.bind(encoderScope, data.getBatchShape());
    if (encoder.getOutputShape().getRank() != 2) {
      throw new FigmentException(
              "the encoder ends in "
                  + encoder.getOutputShape()
                  + ", but a latent is made of vectors",
              "end it with flatten()")
          .at("encoder");
    }
    meanHead = dense(recipe.latentSize).bind(encoderScope.child("mean"), encoder.getOutputShape());
    varianceHead =
        dense(recipe.latentSize).bind(encoderScope.child("logVariance"), encoder.getOutputShape());
    Scope decoderScope = Scope.of("decoder");
    decoder = recipe.decoder.bind(decoderScope, Shape.of(Shape.N, recipe.latentSize));
    if (decoder.getOutputShape().getFixedSize() != data.getBatchShape().getFixedSize()) {
      throw new FigmentException(
              "the decoder makes "
                  + decoder.getOutputShape()
                  + ", the data is "
                  + data.getBatchShape(),
              "they have "
                  + decoder.getOutputShape().getFixedSize()
                  + " and "
                  + data.getBatchShape().getFixedSize()
                  + " numbers per example")
          .at("decoder");
    }
    Scope likelihoodScope = Scope.of("likelihood");
    likelihood = recipe.likelihood.bind(likelihoodScope);
    weights.addAll(encoderScope.getWeights());
    weights.addAll(decoderScope.getWeights());
    weights.addAll(likelihoodScope.getWeights());
  }

  @Override
  public List<Phase> getPhases() {
    return List.of(Phase.of("vae", weights, recipe.optimizer, this::losses));
  }

  private Losses losses(StepContext context) {
    Tensor x = context.getData();
    Mode mode = context.getMode();
    Tensor hidden = encoder.forward(x, mode);
    Tensor mean = meanHead.forward(hidden, mode);
    Tensor logVariance = varianceHead.forward(hidden, mode);
    Tensor noise = context.normal(context.getBatchSize(), recipe.latentSize);
    Tensor latent = mean.plus(logVariance.times(0.5).exp().times(noise));
    Tensor logits = decoder.forward(latent, mode).reshape(x.getShape());
    Tensor reconstruction = likelihood.logProbability(x, logits).mean().unaryMinus();
    Tensor perDimension = GaussianKl.perDimension(mean, logVariance);
    Tensor kl = perDimension.sum(1).mean();
    Tensor pressed =
        recipe.freeBits > 0 ? GaussianKl.withFreeBits(perDimension, recipe.freeBits) : kl;
    Tensor beta = recipe.beta.at(context.getStep()).reshape(Shape.SCALAR);
    return Losses.of(reconstruction.plus(pressed.times(beta)))
        .term("reconstruction", reconstruction)
        .term("kl", kl);
  }

  @Override
  public Losses evaluate(StepContext context) {
    Losses losses = losses(context);
    Map<String, Tensor> terms = losses.getTerms();
    Tensor elbo =
        java.util.Objects.requireNonNull(terms.get("reconstruction"))
            .plus(java.util.Objects.requireNonNull(terms.get("kl")));
    return losses.term("negativeElbo", elbo);
  }

  @Override
  public TrainedVae finish(Training training) {
    return new TrainedVae(
        training,
        encoderFunction(),
        decoderFunction(),
        new ImportanceBound(training, this::logWeights),
        recipe.latentSize);
  }

  /**
   * {@code log p(x|z) + log p(z) - log q(z|x)} of so many latents z drawn for each image, {@code
   * [samples, B]}.
   */
  private Tensor logWeights(Tensor x, int samples) {
    int images = x.getShape().dim(0);
    Tensor hidden = encoder.forward(x, Mode.INFERENCE);
    Tensor mean = meanHead.forward(hidden, Mode.INFERENCE);
    Tensor logVariance = varianceHead.forward(hidden, Mode.INFERENCE);
    Tensor noise = x.graph().normal(TensorType.f32(samples, images, recipe.latentSize));
    Tensor latent = mean.plus(logVariance.times(0.5).exp().times(noise));
    Shape decoded = x.getShape().withDim(0, samples * images);
    Tensor logits =
        decoder
            .forward(latent.reshape(samples * images, recipe.latentSize), Mode.INFERENCE)
            .reshape(decoded);
    Tensor repeated = x.broadcast(x.getShape().behind(samples)).reshape(decoded);
    Tensor priorOverPosterior =
        noise.square().minus(latent.square()).plus(logVariance).times(0.5).sum(2);
    return likelihood
        .logProbability(repeated, logits)
        .reshape(samples, images)
        .plus(priorOverPosterior);
  }

  /** From images to the mean and the logarithm of the variance of their latents. */
  private ModelFunction encoderFunction() {
    return ModelFunction.of(
        "encoder",
        "image",
        data.getBatchShape(),
        (x, mode) -> {
          Tensor hidden = encoder.forward(x, mode);
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          outputs.put("mean", meanHead.forward(hidden, mode));
          outputs.put("logVariance", varianceHead.forward(hidden, mode));
          return outputs;
        });
  }

  /** From latents to the mean images of the likelihood. */
  private ModelFunction decoderFunction() {
    return ModelFunction.of(
        "decoder",
        "latent",
        Shape.of(Shape.N, recipe.latentSize),
        (z, mode) -> {
          Shape images = data.getExampleShape().behind(z.getShape().dim(0));
          Tensor logits = decoder.forward(z, mode).reshape(images);
          return Map.of("image", likelihood.mean(logits));
        });
  }
}
