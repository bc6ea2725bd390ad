package dev.figment.cuda.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * NVIDIA's own libraries without a GPU, for what they do without one: a process that has them loads
 * the bindings, since all else that these ask for is there, with nothing in it.
 */
public final class Hollow {
  private static final List<String> HOLLOW =
      List.of("libcuda.so.1", "libcudart.so.13", "libcublasLt.so.13", "libcublas.so.13");

  private Hollow() {}

  /** Loads libraries of a folder, in this order, after what they and the bindings ask for. */
  public static void load(Path folder, List<String> libraries) {
    Path hollow = Path.of("target", "hollow").toAbsolutePath();
    try {
      Files.createDirectories(hollow);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
    System.setProperty("org.bytedeco.javacpp.platform.linkpath", hollow.toString());
    System.setProperty("org.bytedeco.javacpp.cachedir", hollow.resolve("cache").toString());
    for (String name : HOLLOW) {
      String file = hollow.resolve(name).toString();
      String soname = "-Wl,-soname," + name;
      Compilers.run(
          hollow, List.of("g++", "-shared", soname, "-x", "c++", "/dev/null", "-o", file));
      System.load(file);
    }
    for (String name : libraries) {
      System.load(folder.toAbsolutePath().resolve(name).toString());
    }
  }
}
