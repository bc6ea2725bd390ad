package dev.figment.cuda.standin;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Libraries that play CUDA's on the processor, with the same functions and rules; made by g++, and
 * loaded before the bindings look for the real ones. A process that has them never sees a GPU.
 */
public final class StandIn {
  private static final List<String> SOURCES = List.of("runtime", "nvrtc", "blas", "dnn");
  private static final List<String> HEADERS = List.of("standin.h", "emulator.h");
  private static final List<String> EMPTY =
      List.of(
          "libcudart.so.13",
          "libcublasLt.so.13",
          "libcublas.so.13",
          "libnvrtc.so.13",
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9");

  private static final Path FOLDER = Path.of("target", "standin").toAbsolutePath();
  private static final String DRIVER = "libcuda.so.1";
  private static NativeLibrary library;

  private StandIn() {}

  /** Why it cannot be made here; null if it can. */
  public static String problem() {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      return "the stand-in for CUDA is made for Linux on x86-64 only";
    }
    return Compilers.exists("g++") ? null : "there is no g++ to make the stand-in for CUDA";
  }

  /** Makes and loads it, once in a process. */
  public static synchronized void load() {
    if (library != null) {
      return;
    }
    System.setProperty("org.bytedeco.javacpp.platform.linkpath", FOLDER.toString());
    HEADERS.forEach(StandIn::copy);
    List<String> sources = new ArrayList<>();
    SOURCES.forEach(name -> sources.add(copy(name + ".cpp")));
    link(DRIVER, sources);
    library = NativeLibrary.getInstance(FOLDER.resolve(DRIVER).toString());
    library.getFunction("standin_folder").invokeVoid(new Object[] {FOLDER.toString()});
    for (String name : EMPTY) {
      link(name, List.of("-Wl,--no-as-needed", FOLDER.resolve(DRIVER).toString()));
      System.load(FOLDER.resolve(name).toString());
    }
  }

  private static String copy(String name) {
    Path file = FOLDER.resolve(name);
    try (InputStream stream = StandIn.class.getResourceAsStream("/standin/" + name)) {
      Files.createDirectories(FOLDER);
      Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
      return file.toString();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private static void link(String name, List<String> sources) {
    List<String> command = new ArrayList<>(List.of("g++", "-std=c++17", "-O1", "-fPIC", "-shared"));
    command.addAll(List.of("-fvisibility=hidden", "-Wl,-soname," + name));
    command.addAll(sources);
    command.addAll(List.of("-ldl", "-o", FOLDER.resolve(name).toString()));
    Compilers.run(FOLDER, command);
  }

  /** Calls one of its own functions. */
  public static long call(String function, Object... arguments) {
    return ((Number) library.getFunction(function).invoke(Long.class, arguments)).longValue();
  }
}
