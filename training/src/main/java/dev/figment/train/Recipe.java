package dev.figment.train;

/**
 * What to learn: which networks, which loss, which optimizer, how often. Immutable.
 *
 * @param <T> what training gives
 */
public abstract class Recipe<T> {
  /** The kind of model, for example {@code vae}. */
  public abstract String getName();

  /**
   * Makes the model for data of this shape and range.
   *
   * @throws dev.figment.FigmentException if the recipe does not fit the data
   */
  public abstract Model<T> bind(DataSpec data);

  /** All settings, as they are written in code: stored with checkpoints and exports. */
  @Override
  public abstract String toString();
}
