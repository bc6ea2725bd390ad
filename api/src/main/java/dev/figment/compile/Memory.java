package dev.figment.compile;

/** A piece of a backend's memory, in which values lie. */
public abstract class Memory {
  public abstract long getBytes();
}
