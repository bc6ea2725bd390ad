package dev.figment.cpu.dnnl;

import com.sun.jna.NativeLibrary;
import java.io.File;
import java.util.List;
import java.util.Locale;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** Loads oneDNN and keeps its own threads out of the way. */
public final class Natives {
  private static final List<String> OPENMP =
      List.of("libgomp.so.1", "libiomp5.so", "libiomp5.dylib", "libomp.dylib", "libiomp5md.dll");
  private static final ThreadLocal<Boolean> SINGLE = ThreadLocal.withInitial(() -> false);

  static {
    // JavaCPP counts native memory against the heap's limit, and even the whole process against
    // twice that. Figment's arenas are planned, so a small heap must not forbid them.
    defaultProperty("org.bytedeco.javacpp.maxBytes", "0");
    defaultProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
  }

  private Natives() {}

  private static void defaultProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /**
   * Loads the library.
   *
   * @throws LinkageError if its natives are missing or do not fit this platform
   */
  public static void load() {
    Loader.load(dnnl.class);
  }

  /** For example {@code oneDNN 3.11.0, avx2}. */
  public static String describe() {
    load();
    dnnl_version_t version = dnnl.dnnl_version();
    return "oneDNN "
        + version.major()
        + "."
        + version.minor()
        + "."
        + version.patch()
        + ", "
        + isa();
  }

  private static String isa() {
    int isa = dnnl.dnnl_get_effective_cpu_isa();
    if (isa == 0) {
      return System.getProperty("os.arch", "unknown").toLowerCase(Locale.ROOT);
    }
    if (isa >= dnnl.dnnl_cpu_isa_avx512_core_amx) {
      return "avx512 amx";
    }
    if (isa >= dnnl.dnnl_cpu_isa_avx512_core_bf16) {
      return "avx512 bf16";
    }
    if (isa >= dnnl.dnnl_cpu_isa_avx512_core) {
      return "avx512";
    }
    return isa >= dnnl.dnnl_cpu_isa_avx2 ? "avx2" : isa >= dnnl.dnnl_cpu_isa_avx ? "avx" : "sse41";
  }

  /**
   * Tells oneDNN to compute on the calling thread alone. Figment splits the work over threads of
   * its own; OpenMP's would spin for the same cores. Where no OpenMP library is found beside
   * oneDNN, there is nothing to tell.
   */
  public static void useCallingThreadOnly() {
    if (!SINGLE.get()) {
      SINGLE.set(true);
      NativeLibrary openmp = Openmp.LIBRARY;
      if (openmp != null) {
        openmp.getFunction("omp_set_num_threads").invokeVoid(new Object[] {1});
      }
    }
  }

  /** Finds the OpenMP library that oneDNN was loaded with, once. */
  private static final class Openmp {
    static final @Nullable NativeLibrary LIBRARY = find();

    private static @Nullable NativeLibrary find() {
      File folder = new File(Loader.load(dnnl.class)).getParentFile();
      for (String name : OPENMP) {
        File file = new File(folder, name);
        if (file.exists()) {
          return NativeLibrary.getInstance(file.getPath());
        }
      }
      for (String name : List.of("libgomp.so.1", "vcomp140")) {
        try {
          return NativeLibrary.getInstance(name);
        } catch (UnsatisfiedLinkError missing) {
          // The next name may be the one on this platform.
        }
      }
      return null;
    }
  }
}
