package dev.figment.backend;

/** What an executable occupies and launches, as its backend planned it. */
public final class Footprint {
  private final int commands;
  private final long arenaBytes;
  private final long movedBytes;
  private final double recordSeconds;

  private Footprint(int commands, long arenaBytes, long movedBytes, double recordSeconds) {
    this.commands = commands;
    this.arenaBytes = arenaBytes;
    this.movedBytes = movedBytes;
    this.recordSeconds = recordSeconds;
  }

  /**
   * A footprint.
   *
   * @param commands kernels that one run launches
   * @param arenaBytes bytes that values take while a run lasts
   * @param movedBytes bytes of values that one run reads and writes, as {@code Work} counts them
   */
  public static Footprint of(int commands, long arenaBytes, long movedBytes) {
    return new Footprint(commands, arenaBytes, movedBytes, 0);
  }

  /** The same with the seconds that recording the commands took. */
  public Footprint recordedIn(double seconds) {
    return new Footprint(commands, arenaBytes, movedBytes, seconds);
  }

  /** The kernels that one run launches, library calls counted as one each. */
  public int getCommands() {
    return commands;
  }

  /** The bytes that values take while a run lasts; variables and constants lie outside them. */
  public long getArenaBytes() {
    return arenaBytes;
  }

  /**
   * The bytes of values that one run reads and writes, with those of 16 bits counted as such; what
   * a backend adds, such as packed weights and other layouts, is not in it.
   */
  public long getMovedBytes() {
    return movedBytes;
  }

  /**
   * Seconds that recording the commands took; 0 before the first run, or if nothing is recorded.
   */
  public double getRecordSeconds() {
    return recordSeconds;
  }
}
