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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Compiles kernels for a GPU with nvcc. */
public final class KernelCompiler {
  private final Path folder;

  public KernelCompiler(Path folder) {
    this.folder = folder;
  }

  /** Compiles for this architecture, on all processors; fails with the compiler's words. */
  public void forGpu(Collection<KernelText> kernels, String name, String architecture) {
    List<StringBuilder> shares =
        Stream.generate(() -> new StringBuilder(Prelude.TEXT))
            .limit(Runtime.getRuntime().availableProcessors())
            .toList();
    int number = 0;
    for (KernelText kernel : kernels) {
      shares.get(number++ % shares.size()).append(kernel.getText());
    }
    IntStream.range(0, shares.size())
        .parallel()
        .forEach(
            share ->
                compile(
                    folder.resolve(name + "-" + share),
                    shares.get(share).toString(),
                    architecture));
  }

  private static void compile(Path folder, String text, String architecture) {
    Path source = folder.resolve("kernels.cu");
    try {
      Files.createDirectories(folder);
      Files.writeString(source, text, StandardCharsets.UTF_8);
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
            "-Xcicc",
            "-O1", // Whether it compiles is asked, not how well.
            "-Xptxas",
            "-O1",
            "-diag-suppress=39", // A test case divides by zero, knowingly.
            source.toString(),
            "-o",
            folder.resolve("kernels.cubin").toString()));
  }
}
