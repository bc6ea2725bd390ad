package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import dev.figment.loss.CriticPenalty;
import dev.figment.nn.Mode;
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

/** What encoder, decoder and critic of a VAE-GAN do in a training step. */
final class VaeGanModel extends Model<TrainedVae> {
  private final VaeGanSettings settings;
  private final VaeSettings vae;
  private final VaeNetworks networks;
  private final FeatureCritic critic;
  private final ModelFunction encoder;
  private final GanHealth health;

  VaeGanModel(VaeGanSettings settings, DataSpec data) {
    this.settings = settings;
    vae = settings.vae.settings;
    if (vae.importanceSamples > 1) {
      throw new FigmentException(
              "the reconstruction of features is no likelihood that "
                  + vae.importanceSamples
                  + " latents could be weighted by",
              "leave out importanceSamples(...)")
          .at("vae-gan");
    }
    networks = new VaeNetworks(vae, data);
    int classes = vae.conditional ? data.requireClasses() : 0;
    critic = new FeatureCritic(settings.critic, settings.penalty, classes, data);
    encoder = networks.encoderFunction();
    health = new GanHealth(networks.decoderFunction(), vae.latentSize, settings.loss.isLogistic());
  }

  @Override
  public List<Phase> getPhases() {
    List<Phase> phases = new ArrayList<>();
    phases.add(
        Phase.of("encoder", networks.getEncoderWeights(), vae.optimizer, this::encoderLosses));
    phases.add(
        Phase.of("decoder", networks.getDecoderWeights(), vae.optimizer, this::decoderLosses)
            .reportingGradient());
    phases.addAll(
        CriticPhases.of(
            critic.getWeights(),
            settings.criticOptimizer,
            settings.penalty,
            this::criticLosses,
            Phase::reportingGradient));
    return phases;
  }

  /** A batch, and what the networks make of it in a step. */
  private final class Pass {
    final Mode mode;
    final Tensor x;
    final Posterior posterior;
    final Tensor logits;
    final Tensor features;

    Pass(StepContext context) {
      mode = networks.mode(context);
      x = context.getData();
      posterior = networks.posterior(x, mode);
      logits = networks.logits(posterior.latent(noise(context)), mode);
      features = critic.features(networks.images(logits), mode);
    }

    Tensor pixels() {
      return networks.reconstruction(x, logits);
    }

    Tensor distance() {
      return FeatureCritic.distance(features, critic.features(x, mode));
    }
  }

  private Tensor noise(StepContext context) {
    return context.normal(context.getBatchSize(), vae.latentSize);
  }

  /** What is minimised of features and pixels. */
  private Tensor reconstruction(Pass pass) {
    return settings.pixelWeight > 0
        ? pass.distance().plus(pass.pixels().times(settings.pixelWeight))
        : pass.distance();
  }

  private Losses encoderLosses(StepContext context) {
    Pass pass = new Pass(context);
    Tensor kl = pass.posterior.klLoss(vae, context.getStep());
    return Losses.of(reconstruction(pass).plus(kl))
        .term("features", pass.distance())
        .term("reconstruction", pass.pixels())
        .term("kl", pass.posterior.kl());
  }

  private Losses decoderLosses(StepContext context) {
    Pass pass = new Pass(context);
    Tensor sampled = critic.features(sample(context, pass.mode), pass.mode);
    Tensor gan =
        settings
            .loss
            .generator(critic.score(pass.features, pass.mode))
            .plus(settings.loss.generator(critic.score(sampled, pass.mode)))
            .times(0.5);
    Tensor loss = reconstruction(pass).times(settings.reconstructionWeight).plus(gan);
    if (networks.learnsScale()) {
      // The scale follows the pixels as they are, even where they do not count for the decoder.
      loss = loss.plus(networks.reconstruction(pass.x, pass.logits.detach()));
    }
    return Losses.of(loss).term("gan", gan);
  }

  private Tensor sample(StepContext context, Mode mode) {
    return networks.images(networks.logits(noise(context), mode));
  }

  private Losses criticLosses(StepContext context, boolean penalised) {
    Mode mode = networks.mode(context);
    Tensor x = context.getData();
    Tensor latent = networks.posterior(x, mode).latent(noise(context));
    Tensor reconstructed = networks.images(networks.logits(latent, mode)).detach();
    Tensor sampled = sample(context, mode).detach();
    Tensor realScores = score(x, mode);
    Tensor reconstructedScores = score(reconstructed, mode);
    Tensor sampledScores = score(sampled, mode);
    Tensor loss =
        settings
            .loss
            .critic(realScores, reconstructedScores)
            .plus(settings.loss.critic(realScores, sampledScores))
            .times(0.5);
    boolean adds = penalised && settings.penalty != CriticPenalty.NONE;
    Tensor penalty = settings.penalty.of(images -> score(images, mode), x, sampled);
    Losses losses =
        Losses.of(adds ? loss.plus(penalty.times(settings.penalty.getInterval())) : loss)
            .term("D(real)", settings.loss.verdict(realScores))
            .term("D(reconstructed)", settings.loss.verdict(reconstructedScores))
            .term("D(sampled)", settings.loss.verdict(sampledScores));
    return adds ? losses.term("penalty", penalty) : losses;
  }

  private Tensor score(Tensor images, Mode mode) {
    return critic.score(critic.features(images, mode), mode);
  }

  @Override
  public Losses evaluate(StepContext context) {
    Losses losses = encoderLosses(context);
    return losses.term("negativeElbo", losses.get("reconstruction").plus(losses.get("kl")));
  }

  @Override
  public Health health(Training training, Map<String, Double> terms) {
    double real = terms.getOrDefault("critic.D(real)", 0.0);
    double sampled = terms.getOrDefault("critic.D(sampled)", 0.0);
    return health.of(training, real, sampled).and(VaeHealth.of(training, encoder));
  }

  @Override
  public TrainedVae finish(Training training) {
    return new TrainedVae(training, networks, List.of(networks.given(critic.function())));
  }
}
