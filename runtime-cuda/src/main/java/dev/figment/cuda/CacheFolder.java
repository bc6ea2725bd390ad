package dev.figment.cuda;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where programs of a user keep what they can make again. */
final class CacheFolder {
  private CacheFolder() {}

  static Path ofUser() {
    return of(System.getenv(), System.getProperty("user.home", "."));
  }

  /** By the rules of Windows and of freedesktop.org's base directories. */
  static Path of(Map<String, String> environment, String home) {
    @Nullable String local = environment.get("LOCALAPPDATA");
    @Nullable String cache = environment.get("XDG_CACHE_HOME");
    Path base =
        local != null
            ? Path.of(local)
            : cache != null && !cache.isEmpty() ? Path.of(cache) : Path.of(home, ".cache");
    return base.resolve("figment").resolve("kernels");
  }
}
