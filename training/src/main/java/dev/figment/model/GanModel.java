package dev.figment.model;

import dev.figment.Tensor;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.CrossEntropy;
import dev.figment.loss.DifferentiableAugmentation;
import dev.figment.nn.Mode;
import dev.figment.optim.Schedule;
import dev.figment.train.DataSpec;
import dev.figment.train.Health;
import dev.figment.train.Losses;
import dev.figment.train.Model;
import dev.figment.train.Phase;
import dev.figment.train.StepContext;
import dev.figment.train.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What critic and generator of a GAN do in a training step. */
final class GanModel extends Model<TrainedGan> {
  private final GanSettings settings;
  private final GanNetworks networks;
  private final ModelFunction generator;
  private final GanHealth health;

  GanModel(GanSettings settings, DataSpec data) {
    this.settings = settings;
    networks = new GanNetworks(settings, data);
    generator = networks.generatorFunction();
    health = new GanHealth(generator, settings.latentSize, settings.loss.isLogistic());
  }

  @Override
  public List<Phase> getPhases() {
    List<Phase> phases =
        new ArrayList<>(
            CriticPhases.of(
                networks.criticWeights(),
                settings.criticOptimizer,
                settings.penalty,
                this::criticLosses,
                phase ->
                    phase
                        .times(settings.criticSteps)
                        .holdingWeights(settings.weightClipping)
                        .reportingGradient()));
    phases.add(
        Phase.of(
                "generator",
                networks.generatorWeights(),
                settings.generatorOptimizer,
                this::generatorLosses)
            .times(settings.generatorSteps)
            .reportingGradient());
    return phases;
  }

  private Losses criticLosses(StepContext context, boolean penalised) {
    Mode mode = mode(context);
    Tensor real = seen(context, context.getData());
    Tensor fake = seen(context, generate(context, mode).detach());
    Tensor ofReal = networks.judge(real, mode);
    Tensor ofFake = networks.judge(fake, mode);
    Tensor realScores = GanNetworks.score(ofReal);
    Tensor fakeScores = GanNetworks.score(ofFake);
    Tensor loss = settings.loss.critic(realScores, fakeScores);
    if (settings.conditioning == Conditioning.AUXILIARY_CLASSIFIER) {
      // Of real examples only: taught by generated ones too, both networks agree on signs of a
      // class
      // that real examples do not have.
      loss = loss.plus(mistakes(context, ofReal));
    }
    boolean adds = penalised && settings.penalty != CriticPenalty.NONE;
    Tensor penalty =
        settings.penalty.of(x -> GanNetworks.score(networks.judge(x, mode)), real, fake);
    Losses losses =
        Losses.of(adds ? loss.plus(penalty.times(settings.penalty.getInterval())) : loss)
            .term("D(real)", settings.loss.verdict(realScores))
            .term("D(fake)", settings.loss.verdict(fakeScores));
    return adds ? losses.term("penalty", penalty) : losses;
  }

  private Losses generatorLosses(StepContext context) {
    Mode mode = mode(context);
    Tensor ofFake = networks.judge(seen(context, generate(context, mode)), mode);
    Tensor loss = settings.loss.generator(GanNetworks.score(ofFake));
    return Losses.of(
        settings.conditioning == Conditioning.AUXILIARY_CLASSIFIER
            ? loss.plus(mistakes(context, ofFake))
            : loss);
  }

  private Mode mode(StepContext context) {
    return settings.isConditional()
        ? context.getMode().given(context.getLabels())
        : context.getMode();
  }

  private Tensor generate(StepContext context, Mode mode) {
    return networks.image(context.normal(context.getBatchSize(), settings.latentSize), mode);
  }

  /** What the critic gets to see of examples: changed, noisy, packed. */
  private Tensor seen(StepContext context, Tensor examples) {
    Tensor x = examples;
    for (DifferentiableAugmentation augmentation : settings.augmentations) {
      x = augmentation.apply(x);
    }
    Schedule deviation = settings.instanceNoise;
    if (deviation != null) {
      Tensor noise = context.getGraph().normal(x.getType());
      x = x.plus(noise.times(deviation.at(context.getStep())));
    }
    return networks.pack(x, context.getMode());
  }

  /** The mean cross-entropy of the critic's classes and the labels, in nats. */
  private Tensor mistakes(StepContext context, Tensor judgement) {
    return CrossEntropy.perExample(networks.logits(judgement), context.getLabels()).mean();
  }

  @Override
  public Losses evaluate(StepContext context) {
    return criticLosses(context, false);
  }

  @Override
  public Health health(Training training, Map<String, Double> terms) {
    return health.of(
        training, terms.getOrDefault("D(real)", 0.0), terms.getOrDefault("D(fake)", 0.0));
  }

  @Override
  public TrainedGan finish(Training training) {
    return new TrainedGan(training, generator, networks.criticFunction(), settings.latentSize);
  }
}
