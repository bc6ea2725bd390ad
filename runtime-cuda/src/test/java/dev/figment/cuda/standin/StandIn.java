package dev.figment.cuda.standin;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import dev.figment.cuda.source.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Libraries that play CUDA's on the processor, with the same functions and rules; made by g++, and
 * loaded before the bindings look for the real ones. A process that has them never sees a GPU.
 */
public final class StandIn {
  private static final List<String> SOURCES =
      List.of("runtime", "watch", "nvrtc", "blas", "dnn", "functions", "nccl");
  private static final List<String> HEADERS = List.of("standin.h", "watch.h", "emulator.h");
  private static final List<String> EMPTY =
      List.of(
          "libcudart.so.13",
          "libcublasLt.so.13",
          "libcublas.so.13",
          "libnvrtc.so.13",
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          "libnccl.so.2");

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
  public static void load() {
    loadWithout("nothing");
  }

  /** The same without the libraries whose names begin so. */
  public static synchronized void loadWithout(String prefix) {
    if (library != null) {
      return;
    }
    Path built = build();
    Path loaded = directory(built.resolve("without-" + prefix));
    System.setProperty("org.bytedeco.javacpp.platform.linkpath", loaded.toString());
    // The loader remembers there where it found libraries.
    System.setProperty("org.bytedeco.javacpp.cachedir", loaded.resolve("cache").toString());
    library = NativeLibrary.getInstance(built.resolve(DRIVER).toString());
    library.getFunction("standin_folder").invokeVoid(new Object[] {built.toString()});
    for (String name : EMPTY) {
      if (!name.startsWith(prefix)) {
        copy(() -> Files.newInputStream(built.resolve(name)), loaded.resolve(name));
        System.load(loaded.resolve(name).toString());
      }
    }
  }

  /** Where kernels can be kept that only these libraries know. */
  public static Path cache() {
    return directory(build().resolve("cache"));
  }

  /** The folder of the libraries, made once for the same sources. */
  private static Path build() {
    StringBuilder all = new StringBuilder();
    HEADERS.forEach(name -> all.append(text(name)));
    SOURCES.forEach(name -> all.append(text(name + ".cpp")));
    Path folder = FOLDER.resolve(Sha256.of(all.toString()).substring(0, 16));
    Path done = folder.resolve("done");
    if (!Files.exists(done)) {
      directory(folder);
      HEADERS.forEach(name -> copy(() -> resource(name), folder.resolve(name)));
      List<String> sources = new ArrayList<>();
      for (String name : SOURCES) {
        copy(() -> resource(name + ".cpp"), folder.resolve(name + ".cpp"));
        sources.add(folder.resolve(name + ".cpp").toString());
      }
      link(folder, DRIVER, sources);
      List<String> driver = List.of("-Wl,--no-as-needed", folder.resolve(DRIVER).toString());
      EMPTY.forEach(name -> link(folder, name, driver));
      directory(done);
    }
    return folder;
  }

  private static void link(Path folder, String name, List<String> sources) {
    List<String> command = new ArrayList<>(List.of("g++", "-std=c++17", "-O1", "-fPIC", "-shared"));
    command.addAll(List.of("-fvisibility=hidden", "-Wl,-soname," + name));
    command.addAll(sources);
    command.addAll(List.of("-ldl", "-o", folder.resolve(name).toString()));
    Compilers.run(folder, command);
  }

  /** Something that is read from. */
  private interface Source {
    InputStream open() throws IOException;
  }

  private static InputStream resource(String name) {
    return StandIn.class.getResourceAsStream("/standin/" + name);
  }

  private static String text(String name) {
    try (InputStream stream = resource(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private static void copy(Source source, Path file) {
    try (InputStream stream = source.open()) {
      Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private static Path directory(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  /** Sets one of its numbers: devices, bytes, the version of a library. */
  public static void set(String name, long value) {
    library.getFunction("standin_set").invokeVoid(new Object[] {name, new NativeLong(value)});
  }

  /** Reads one of its numbers: used bytes, launches, graph launches. */
  public static long get(String name) {
    return library.getFunction("standin_get").invokeLong(new Object[] {name});
  }

  /**
   * Says which memory the next kernels may reach, besides what was said before; they are looked at
   * if they were compiled while "watched" was set.
   */
  public static void allow(String name, long address, long bytes, boolean written) {
    library
        .getFunction("standin_allow")
        .invokeVoid(
            new Object[] {name, new Pointer(address), new NativeLong(bytes), written ? 1 : 0});
  }

  /** Forgets what kernels may reach, and looks at them no more. */
  public static void allowNothing() {
    allow(null, 0, 0, false);
  }

  /** What was wrong with the kernels that were looked at since this was asked, a line each. */
  public static List<String> found() {
    return lines("standin_found");
  }

  /**
   * Of memory that kernels may reach the address, and how many of its bytes they wrote since this
   * was asked.
   */
  public static Map<Long, Long> written() {
    Map<Long, Long> written = new HashMap<>();
    for (String line : lines("standin_written")) {
      String[] numbers = line.split(" ");
      written.put(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }
    return written;
  }

  /**
   * What each kernel that was looked at moved since this was asked: its name, how often it ran,
   * bytes, and the sectors of 32 bytes that launches, blocks and warps asked for.
   */
  public static List<String> traffic() {
    return lines("standin_traffic");
  }

  private static List<String> lines(String function) {
    return library.getFunction(function).invokeString(new Object[] {}, false).lines().toList();
  }

  /** From now on every call fails, as after an illegal address. */
  public static void fail() {
    fail(0);
  }

  /** The same for one of several GPUs. */
  public static void fail(int ordinal) {
    library.getFunction("standin_break").invokeVoid(new Object[] {ordinal});
  }
}
