package dev.figment.samples.run;

import dev.figment.FigmentException;
import dev.figment.model.TrainedGan;
import dev.figment.model.TrainedVae;
import java.util.List;

/** The kinds of models that the command line can train. */
public final class ModelKinds {
  public static final ModelKind<VaeSettings, TrainedVae> VAE = new VaeKind();
  public static final ModelKind<GanSettings, TrainedGan> GAN = new GanKind();

  public static final ModelKind<VaeGanSettings, TrainedVae> VAE_GAN = new VaeGanKind();

  private static final List<ModelKind<?, ?>> ALL = List.of(VAE, GAN, VAE_GAN);

  private ModelKinds() {}

  /** The kind of a name. */
  static ModelKind<?, ?> named(String name) {
    for (ModelKind<?, ?> kind : ALL) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new FigmentException(
        "there is no kind of model named " + name, "this version trains " + ALL);
  }
}
