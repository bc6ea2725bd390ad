package dev.figment.cuda.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * NVIDIA's own libraries without a GPU, for what they do without one: a process that has them loads
 * the bindings, since all else that these ask for is there, with nothing in it. The driver has the
 * functions that cuDNN looks for, which find no GPU.
 */
public final class Hollow {
  private static final List<String> HOLLOW =
      List.of("libcuda.so.1", "libcudart.so.13", "libcublasLt.so.13", "libcublas.so.13");

  private static final List<String> OF_DRIVER =
      List.of(
          "cuCtxGetCurrent",
          "cuCtxGetLimit",
          "cuCtxPopCurrent",
          "cuCtxPushCurrent",
          "cuDeviceGet",
          "cuDeviceGetCount",
          "cuDriverGetVersion",
          "cuGetErrorName",
          "cuGetErrorString",
          "cuKernelGetAttribute",
          "cuKernelSetAttribute",
          "cuLaunchCooperativeKernel",
          "cuLaunchKernel",
          "cuLaunchKernelEx",
          "cuLibraryGetKernel",
          "cuLibraryLoadData",
          "cuLibraryLoadFromFile",
          "cuLibraryUnload",
          "cuLinkAddData",
          "cuLinkComplete",
          "cuLinkCreate",
          "cuLinkDestroy",
          "cuOccupancyMaxPotentialClusterSize",
          "cuStreamGetCtx");

  private static final int NO_DEVICE = 100;

  private Hollow() {}

  /**
   * Loads libraries of a folder, in this order, after what they and the bindings ask for, which is
   * hollow unless it is in the folder, too.
   */
  public static void load(Path folder, List<String> libraries) {
    Path hollow = Path.of("target", "hollow").toAbsolutePath();
    try {
      Files.createDirectories(hollow);
      Files.writeString(
          hollow.resolve("driver.cpp"),
          OF_DRIVER.stream()
              .map(name -> "extern \"C\" int " + name + "(...) { return " + NO_DEVICE + "; }")
              .collect(Collectors.joining("\n")));
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
    System.setProperty("org.bytedeco.javacpp.platform.linkpath", hollow.toString());
    System.setProperty("org.bytedeco.javacpp.cachedir", hollow.resolve("cache").toString());
    for (String name : HOLLOW) {
      Path real = folder.toAbsolutePath().resolve(name);
      System.load((Files.exists(real) ? real : make(hollow, name)).toString());
    }
    for (String name : libraries) {
      System.load(folder.toAbsolutePath().resolve(name).toString());
    }
  }

  private static Path make(Path hollow, String name) {
    String text =
        name.startsWith("libcuda.") ? hollow.resolve("driver.cpp").toString() : "/dev/null";
    String soname = "-Wl,-soname," + name;
    Path file = hollow.resolve(name);
    Compilers.run(
        hollow,
        List.of("g++", "-shared", "-fPIC", soname, "-x", "c++", text, "-o", file.toString()));
    return file;
  }
}
