package dev.figment.cpu.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a compiled program, in shares that different threads may compute at the same time.
 * Which thread computes a share does not change its result.
 */
public abstract class Kernel {
  private final List<Storage> reads = new ArrayList<>();
  private final List<Storage> writes = new ArrayList<>();
  private final List<Storage> scratch = new ArrayList<>();

  /** The ops that it computes, for error messages. */
  public abstract String getName();

  /** The number of shares. */
  public abstract int getShares();

  /** Takes up its memory, once, after everything was placed. */
  public abstract void bind();

  /** Computes one share. Allocates no native memory. */
  public abstract void run(int share, Worker worker);

  /** Frees native objects; memory belongs to others. */
  public void free() {}

  protected final void reading(Storage storage) {
    reads.add(storage);
  }

  protected final void writing(Storage storage) {
    writes.add(storage);
  }

  /** Memory that is used only while the kernel runs. */
  protected final Storage scratch(long bytes) {
    Storage storage = Storage.planned(getName() + " scratch", bytes);
    scratch.add(storage);
    return storage;
  }

  public final List<Storage> getReads() {
    return reads;
  }

  public final List<Storage> getWrites() {
    return writes;
  }

  public final List<Storage> getScratch() {
    return scratch;
  }

  /**
   * Whether the kernel touches element {@code i} of a storage only when it computes element {@code
   * i}, so that a result may take the place of an input.
   */
  public boolean isAligned(Storage storage) {
    return false;
  }
}
