package dev.figment.compile;

import java.util.ArrayList;
import java.util.List;

/** A piece of a compiled program, known by the storages that it reads and writes. */
public abstract class Command {
  private final List<Storage> reads = new ArrayList<>();
  private final List<Storage> writes = new ArrayList<>();
  private final List<Storage> scratch = new ArrayList<>();

  /** The ops that it computes, for error messages. */
  public abstract String getName();

  protected final void reading(Storage storage) {
    reads.add(storage);
  }

  protected final void writing(Storage storage) {
    writes.add(storage);
  }

  /** Memory outside the plan that is used only while the command runs. */
  protected final void working(Storage storage) {
    scratch.add(storage);
  }

  /** Memory that is used only while the command runs. */
  public final Storage scratch(long bytes) {
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
   * Whether the command touches element {@code i} of a storage only when it computes element {@code
   * i}, so that a result may take the place of an input.
   */
  public boolean isAligned(Storage storage) {
    return false;
  }
}
