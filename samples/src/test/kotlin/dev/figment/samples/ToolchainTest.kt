package dev.figment.samples

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class ToolchainTest {
  @Test
  fun kotlin_and_its_tests_compile() {
    assertThat(kotlinVersion()).startsWith("2.")
  }
}
