package dev.figment.backend;

/** Whether a backend works here, and why or why not. */
public final class Probe {
  private final boolean available;
  private final String reason;

  private Probe(boolean available, String reason) {
    this.available = available;
    this.reason = reason;
  }

  /** It works; the text says on what. */
  public static Probe available(String what) {
    return new Probe(true, what);
  }

  /** It does not work; the text says why and what to do. */
  public static Probe unavailable(String why) {
    return new Probe(false, why);
  }

  public boolean isAvailable() {
    return available;
  }

  public String getReason() {
    return reason;
  }

  @Override
  public String toString() {
    return (available ? "available: " : "unavailable: ") + reason;
  }
}
