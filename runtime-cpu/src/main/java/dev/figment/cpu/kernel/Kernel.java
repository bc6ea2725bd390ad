package dev.figment.cpu.kernel;

import dev.figment.compile.Command;

/**
 * A piece of a compiled program, in shares that different threads may compute at the same time.
 * Which thread computes a share does not change its result.
 */
public abstract class Kernel extends Command {
  /** The number of shares. */
  public abstract int getShares();

  /** Takes up its memory, once, after everything was placed. */
  public abstract void bind();

  /** Computes one share. Allocates no native memory. */
  public abstract void run(int share, Worker worker);

  /** Frees native objects; memory belongs to others. */
  public void free() {}
}
