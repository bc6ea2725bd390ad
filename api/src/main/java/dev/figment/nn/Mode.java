package dev.figment.nn;

/** What a forward pass is for: some layers differ. */
public enum Mode {
  /** Dropout drops, batch norm uses the batch and moves its running statistics. */
  TRAINING,
  /** Everything is a fixed function of the input. */
  INFERENCE
}
