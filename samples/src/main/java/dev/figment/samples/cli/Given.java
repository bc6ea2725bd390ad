package dev.figment.samples.cli;

import org.jspecify.annotations.Nullable;

/** Options that keep what a base says when they are not given. */
final class Given {
  private Given() {}

  static <T> T or(@Nullable T given, T base) {
    return given == null ? base : given;
  }

  /** The same where the base may say nothing, too. */
  static <T> @Nullable T orMaybe(@Nullable T given, @Nullable T base) {
    return given == null ? base : given;
  }
}
