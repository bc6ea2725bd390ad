package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.loss.CriticPenalty;
import dev.figment.nn.Mode;
import dev.figment.nn.Network;
import dev.figment.nn.Scope;
import dev.figment.optim.Schedule;
import dev.figment.train.DataSpec;
import dev.figment.train.Losses;
import dev.figment.train.Model;
import dev.figment.train.Phase;
import dev.figment.train.StepContext;
import dev.figment.train.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A GAN whose networks are bound to variables for one shape of data. */
final class GanModel extends Model<TrainedGan> {
  private final GanSettings settings;
  private final DataSpec data;
  private final Scope generatorScope = Scope.of("generator");
  private final Scope criticScope = Scope.of("critic");
  private final Network generator;
  private final Network critic;

  GanModel(GanSettings settings, DataSpec data) {
    this.settings = settings;
    this.data = data;
    generator = settings.generator.bind(generatorScope, Shape.of(Shape.N, settings.latentSize));
    if (generator.getOutputShape().getFixedSize() != data.getBatchShape().getFixedSize()) {
      throw new FigmentException(
              "the generator makes "
                  + generator.getOutputShape()
                  + ", the data is "
                  + data.getBatchShape(),
              "they have "
                  + generator.getOutputShape().getFixedSize()
                  + " and "
                  + data.getBatchShape().getFixedSize()
                  + " numbers per example")
          .at("generator");
    }
    critic = settings.critic.bind(criticScope, packedShape());
    if (critic.getOutputShape().getFixedSize() != 1) {
      throw new FigmentException(
              "the critic gives " + critic.getOutputShape() + " instead of one score an example",
              "end it with dense(1), without a sigmoid")
          .at("critic");
    }
    checkPenalty();
    checkRange();
  }

  private void checkRange() {
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

  /** Batch norm mixes the examples of a batch, so that a score has no slope of its own. */
  private void checkPenalty() {
    if (settings.penalty.takesSlopes() && !criticScope.getMixing().isEmpty()) {
      throw new FigmentException(
              "this layer in a critic does not go with " + settings.penalty,
              "it mixes the examples of a batch, whose slopes are taken one by one",
              "use layerNorm() in the critic")
          .at(criticScope.getMixing().get(0));
    }
  }

  /** Examples packed along the channels. */
  private Shape packedShape() {
    Shape shape = data.getBatchShape();
    return shape.withDim(1, shape.dim(1) * settings.pack);
  }

  @Override
  public List<Phase> getPhases() {
    Phase judge =
        Phase.of(
                "critic",
                criticScope.getWeights(),
                settings.criticOptimizer,
                context -> criticLosses(context, settings.penalty.getInterval() == 1))
            .times(settings.criticSteps)
            .holdingWeights(settings.weightClipping);
    List<Phase> phases = new ArrayList<>();
    if (settings.penalty.getInterval() > 1) {
      phases.addAll(
          judge.withLossEvery(
              settings.penalty.getInterval(),
              "critic with penalty",
              context -> criticLosses(context, true)));
    } else {
      phases.add(judge);
    }
    phases.add(
        Phase.of(
                "generator",
                generatorScope.getWeights(),
                settings.generatorOptimizer,
                this::generatorLosses)
            .times(settings.generatorSteps));
    return phases;
  }

  private Losses criticLosses(StepContext context, boolean penalised) {
    Tensor real = pack(noisy(context, context.getData()));
    Tensor fake = pack(noisy(context, generate(context).detach()));
    Tensor realScores = score(real, context.getMode());
    Tensor fakeScores = score(fake, context.getMode());
    Tensor loss = settings.loss.critic(realScores, fakeScores);
    Losses scores = Losses.of(loss).term("real", realScores.mean()).term("fake", fakeScores.mean());
    if (!penalised || settings.penalty == CriticPenalty.NONE) {
      return scores;
    }
    Tensor penalty = settings.penalty.of(x -> score(x, context.getMode()), real, fake);
    return Losses.of(loss.plus(penalty.times(settings.penalty.getInterval())))
        .term("penalty", penalty)
        .term("real", realScores.mean())
        .term("fake", fakeScores.mean());
  }

  private Losses generatorLosses(StepContext context) {
    Tensor fake = pack(noisy(context, generate(context)));
    return Losses.of(settings.loss.generator(score(fake, context.getMode())));
  }

  private Tensor generate(StepContext context) {
    Tensor noise = context.normal(context.getBatchSize(), settings.latentSize);
    return image(noise, context.getMode());
  }

  private Tensor image(Tensor latent, Mode mode) {
    return generator
        .forward(latent, mode)
        .reshape(data.getExampleShape().behind(latent.getShape().dim(0)));
  }

  private Tensor noisy(StepContext context, Tensor examples) {
    Schedule deviation = settings.instanceNoise;
    if (deviation == null) {
      return examples;
    }
    Tensor noise = context.getGraph().normal(examples.getType());
    return examples.plus(noise.times(deviation.at(context.getStep())));
  }

  /** Examples of a batch side by side along the channels. */
  private Tensor pack(Tensor examples) {
    Shape shape = examples.getShape();
    if (shape.dim(0) % settings.pack != 0) {
      throw new FigmentException(
          "a batch of " + shape.dim(0) + " does not divide into packs of " + settings.pack,
          "use a batch size that is a multiple of " + settings.pack);
    }
    return examples.reshape(packedShape().withDim(0, shape.dim(0) / settings.pack));
  }

  /** One score an example or pack, {@code [N]}. */
  private Tensor score(Tensor examples, Mode mode) {
    return critic.forward(examples, mode).reshape(examples.getShape().dim(0));
  }

  @Override
  public Losses evaluate(StepContext context) {
    return criticLosses(context, false);
  }

  @Override
  public TrainedGan finish(Training training) {
    ModelFunction generate =
        ModelFunction.of(
            "generator",
            "latent",
            Shape.of(Shape.N, settings.latentSize),
            (z, mode) -> Map.of("image", image(z, mode)));
    ModelFunction judge =
        ModelFunction.of(
            "critic", "image", packedShape(), (x, mode) -> Map.of("score", score(x, mode)));
    return new TrainedGan(training, generate, judge, settings.latentSize);
  }
}
