package dev.figment.cuda.driver;

import dev.figment.compile.Format;
import org.jspecify.annotations.Nullable;

/**
 * A way to compute something, to be tried.
 *
 * @param workspaceBytes the memory that it needs while it runs
 * @param launcher puts it on the stream
 * @param rectified the format of its result, the last of what it writes, if negative numbers become
 *     zero in it, but not what is no number, such as its first row where its first factor's is none
 */
record Trial(long workspaceBytes, Launcher launcher, @Nullable Format rectified) {
  /** Launches with the addresses of what it reads and writes, and of its workspace. */
  @FunctionalInterface
  interface Launcher {
    void launch(long[] at, long workspace);
  }
}
