package dev.figment.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoaderWordsTest {
  @Test
  void a_platform_without_cuda_is_named() {
    String words =
        "Platform \"macosx-arm64\" not supported by class org.bytedeco.cuda.global.cudart";
    assertThat(LoaderWords.explain("CUDA runtime", words, "install it"))
        .isEqualTo("CUDA does not exist for this platform (" + words + ")");
  }

  @Test
  void the_first_cause_speaks() {
    Throwable first = new UnsatisfiedLinkError("no such file");
    assertThat(LoaderWords.root(new IllegalStateException("outer", first)))
        .isEqualTo("no such file");
    assertThat(LoaderWords.root(new UnsatisfiedLinkError()))
        .isEqualTo("java.lang.UnsatisfiedLinkError");
  }
}
