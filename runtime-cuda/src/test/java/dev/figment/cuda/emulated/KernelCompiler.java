package dev.figment.cuda.emulated;

import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.Parameter;
import dev.figment.cuda.source.Prelude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** Compiles kernels for the processor with g++, and for a GPU with nvcc, where these are there. */
public final class KernelCompiler {
  private final Path folder;

  public KernelCompiler(Path folder) {
    this.folder = folder;
  }

  /** Whether a command can be run. */
  public static boolean exists(String command) {
    try {
      Process process =
          new ProcessBuilder(command, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** A library that runs these kernels on the processor. */
  Path forProcessor(Collection<KernelText> kernels) {
    StringBuilder text = new StringBuilder("#include \"emulator.h\"\n").append(Prelude.TEXT);
    for (KernelText kernel : kernels) {
      text.append(kernel.getText()).append(entry(kernel));
    }
    String name = "kernels-" + KernelText.hash(text.toString()).substring(0, 16);
    Path source = write(name + ".cpp", text.toString());
    write("emulator.h", resource("/emulator/emulator.h"));
    Path library = folder.resolve(name + ".so");
    run(
        "g++",
        "-std=c++17",
        "-O0",
        "-w",
        "-fPIC",
        "-shared",
        "-ffp-contract=off",
        "-fno-strict-aliasing",
        source.toString(),
        "-o",
        library.toString());
    return library;
  }

  private static String entry(KernelText kernel) {
    StringBuilder call = new StringBuilder();
    int number = 0;
    for (Parameter parameter : kernel.getParameters()) {
      String declared = parameter.toString();
      String type = declared.substring(0, declared.lastIndexOf(' '));
      call.append(number == 0 ? "" : ", ").append("(").append(type).append(") a[");
      call.append(number++).append("]");
    }
    boolean apart = !kernel.getText().contains("_sync(") && !kernel.getText().contains("__sync");
    return "static void call_"
        + kernel.getName()
        + "(void** a) { "
        + kernel.getName()
        + "("
        + call
        + "); }\nextern \"C\" void run_"
        + kernel.getName()
        + "(void** a) { emulator::launch("
        + kernel.getBlocksX()
        + ", "
        + kernel.getBlocksY()
        + ", "
        + kernel.getThreadsX()
        + ", "
        + kernel.getThreadsY()
        + ", "
        + apart
        + ", call_"
        + kernel.getName()
        + ", a); }\n";
  }

  /** Compiles kernels for a GPU of this architecture; fails with the compiler's words. */
  public void forGpu(Collection<KernelText> kernels, String name, String architecture) {
    StringBuilder text = new StringBuilder(Prelude.TEXT);
    kernels.forEach(kernel -> text.append(kernel.getText()));
    Path source = write(name + ".cu", text.toString());
    run(
        "nvcc",
        "-arch=" + architecture,
        "-cubin",
        "-Werror",
        "all-warnings",
        "-diag-suppress=39", // A test case divides by zero, knowingly.
        source.toString(),
        "-o",
        folder.resolve(name + ".cubin").toString());
  }

  private Path write(String name, String text) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private static String resource(String name) {
    try (var stream = KernelCompiler.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private void run(String... command) {
    Path log = folder.resolve("compiler.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + "\n" + Files.readString(log));
      }
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
