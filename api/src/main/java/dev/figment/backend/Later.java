package dev.figment.backend;

import dev.figment.NdArray;

/** An output that was asked for, and comes when the backend is done with it. */
public abstract class Later {
  /** Whether {@link #get} gives it without waiting, or may have to wait. */
  public abstract boolean isHere();

  /**
   * Waits for it; called once.
   *
   * @throws dev.figment.FigmentException if the run that computed it failed
   */
  public abstract NdArray get();

  /** One that is here. */
  public static Later of(NdArray value) {
    return new Later() {
      @Override
      public boolean isHere() {
        return true;
      }

      @Override
      public NdArray get() {
        return value;
      }
    };
  }
}
