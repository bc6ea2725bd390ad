package dev.figment.cuda.standin;

import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.Prelude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Compiles kernels for a GPU with nvcc. */
public final class KernelCompiler {
  private final Path folder;

  public KernelCompiler(Path folder) {
    this.folder = folder;
  }

  /** Compiles for this architecture; fails with the compiler's words. */
  public void forGpu(Collection<KernelText> kernels, String name, String architecture) {
    StringBuilder text = new StringBuilder(Prelude.TEXT);
    kernels.forEach(kernel -> text.append(kernel.getText()));
    Path source = folder.resolve(name + ".cu");
    try {
      Files.createDirectories(folder);
      Files.writeString(source, text.toString(), StandardCharsets.UTF_8);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
    Compilers.run(
        folder,
        List.of(
            "nvcc",
            "-arch=" + architecture,
            "-cubin",
            "-Werror",
            "all-warnings",
            "-diag-suppress=39", // A test case divides by zero, knowingly.
            source.toString(),
            "-o",
            folder.resolve(name + ".cubin").toString()));
  }
}
