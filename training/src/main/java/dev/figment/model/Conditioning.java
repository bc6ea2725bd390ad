package dev.figment.model;

import dev.figment.FigmentException;
import java.util.Locale;

/** How a GAN is told the labels of its examples. The generator gets them beside the latent. */
public enum Conditioning {
  /** Not at all. */
  NONE,

  /** The critic gets the label beside the example (Mirza and Osindero 2014). */
  CONCATENATION,

  /**
   * The critic adds the product of its features with a vector of the label to its score (Miyato and
   * Koyama 2018).
   */
  PROJECTION,

  /** The critic also classifies, and both want the label recognised (Odena et al. 2017, ACGAN). */
  AUXILIARY_CLASSIFIER;

  /**
   * The one of a name: none, concatenation, projection or auxiliary-classifier.
   *
   * @throws FigmentException if there is none
   */
  public static Conditioning named(String name) {
    for (Conditioning each : values()) {
      if (each.toString().equals(name)) {
        return each;
      }
    }
    throw new FigmentException(
        "there is no conditioning named " + name,
        "choose none, concatenation, projection or auxiliary-classifier");
  }

  /** For example {@code auxiliary-classifier}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
