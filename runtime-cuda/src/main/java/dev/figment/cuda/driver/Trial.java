package dev.figment.cuda.driver;

/**
 * A way to compute something, to be tried.
 *
 * @param workspaceBytes the memory that it needs while it runs
 * @param launcher puts it on the stream
 */
record Trial(long workspaceBytes, Launcher launcher) {
  /** Launches with the addresses of what it reads and writes, and of its workspace. */
  @FunctionalInterface
  interface Launcher {
    void launch(long[] at, long workspace);
  }
}
