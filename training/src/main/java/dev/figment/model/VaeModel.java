package dev.figment.model;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import dev.figment.graph.Variable;
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

/** A VAE whose networks are bound to variables for one shape of data. */
final class VaeModel extends Model<TrainedVae> {
  private final VaeSettings settings;
  private final VaeNetworks networks;
  private final ModelFunction encoder;

  VaeModel(VaeSettings settings, DataSpec data) {
    this.settings = settings;
    if (settings.importanceSamples > 1 && settings.freeBits > 0) {
      throw new FigmentException(
              "the bound of "
                  + settings.importanceSamples
                  + " latents has no KL term that could carry free bits",
              "leave out freeBits(...) or importanceSamples(...)")
          .at("vae");
    }
    networks = new VaeNetworks(settings, data);
    encoder = networks.encoderFunction();
  }

  @Override
  public List<Phase> getPhases() {
    List<Variable> weights = new ArrayList<>(networks.getEncoderWeights());
    weights.addAll(networks.getDecoderWeights());
    return List.of(Phase.of("vae", weights, settings.optimizer, this::losses));
  }

  private Losses losses(StepContext context) {
    Tensor x = context.getData();
    Mode mode = networks.mode(context);
    if (settings.importanceSamples > 1) {
      LatentDraws draws = networks.draws(x, mode, settings.importanceSamples);
      return Losses.of(draws.bound(settings.beta.at(context.getStep())))
          .term("reconstruction", draws.reconstruction())
          .term("kl", draws.posterior().kl());
    }
    Posterior posterior = networks.posterior(x, mode);
    Tensor noise = context.normal(context.getBatchSize(), settings.latentSize);
    Tensor logits = networks.logits(posterior.latent(noise), mode);
    Tensor reconstruction = networks.reconstruction(x, logits);
    return Losses.of(reconstruction.plus(posterior.klLoss(settings, context.getStep())))
        .term("reconstruction", reconstruction)
        .term("kl", posterior.kl());
  }

  @Override
  public Losses evaluate(StepContext context) {
    Losses losses = losses(context);
    return losses.term("negativeElbo", losses.get("reconstruction").plus(losses.get("kl")));
  }

  @Override
  public Health health(Training training, Map<String, Double> terms) {
    return VaeHealth.of(training, encoder);
  }

  @Override
  public TrainedVae finish(Training training) {
    return new TrainedVae(training, networks, List.of());
  }
}
