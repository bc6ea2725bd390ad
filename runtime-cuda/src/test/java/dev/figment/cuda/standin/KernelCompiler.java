package dev.figment.cuda.standin;

import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.Prelude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Compiles kernels for a GPU with nvcc. */
public final class KernelCompiler {
  private final Path folder;

  public KernelCompiler(Path folder) {
    this.folder = folder;
  }

  /**
   * Compiles for this architecture, on all processors, one of those kernels that differ in sizes
   * alone; fails with the compiler's words.
   */
  public void forGpu(Collection<KernelText> kernels, String name, String architecture) {
    List<StringBuilder> shares =
        Stream.generate(() -> new StringBuilder(Prelude.TEXT))
            .limit(Runtime.getRuntime().availableProcessors())
            .toList();
    int number = 0;
    for (String text : forms(kernels)) {
      shares.get(number++ % shares.size()).append(text);
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

  /** The texts of those that differ in more than sizes. */
  public static Collection<String> forms(Collection<KernelText> kernels) {
    Map<String, String> forms = new LinkedHashMap<>();
    kernels.forEach(kernel -> forms.putIfAbsent(form(kernel.getText()), kernel.getText()));
    return forms.values();
  }

  /** A kernel without what a compiler does not mind: hashes, sizes, and which 16 bits. */
  private static String form(String text) {
    return text.replaceAll("\\b(f|part)_\\w+", "f")
        .replaceAll("\\b\\d[\\w.]*", "0")
        .replace("fp16", "bf16");
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
