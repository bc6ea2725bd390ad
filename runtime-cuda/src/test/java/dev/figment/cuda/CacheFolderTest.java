package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  @Test
  void is_where_the_system_keeps_what_can_be_made_again() {
    assertThat(CacheFolder.of(Map.of(), "home")).isEqualTo(Path.of("home/.cache/figment/kernels"));
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", ""), "home"))
        .isEqualTo(Path.of("home/.cache/figment/kernels"));
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "cache"), "home"))
        .isEqualTo(Path.of("cache/figment/kernels"));
    assertThat(CacheFolder.of(Map.of("LOCALAPPDATA", "local"), "home"))
        .isEqualTo(Path.of("local/figment/kernels"));
  }
}
