package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Compiles CUDA C to machine code of one architecture. */
final class Nvrtc {
  private static final Path MAPS = Path.of("/proc/self/maps");

  private final Calls calls;
  private final String architecture;
  private final int major;
  private final int minor;

  /** For an architecture such as {@code sm_90}. */
  Nvrtc(Calls calls, String architecture) {
    this.calls = calls;
    this.architecture = architecture;
    int[] first = new int[1];
    int[] second = new int[1];
    calls.nvrtc(nvrtc.nvrtcVersion(first, second), "asking for NVRTC's version");
    this.major = first[0];
    this.minor = second[0];
    loadBuiltins();
  }

  /** What the machine code depends on beside the text: for example {@code sm_90-nvrtc13.0}. */
  String getTarget() {
    return architecture + "-nvrtc" + major + "." + minor;
  }

  /**
   * Loads the file of built-in functions that lies beside NVRTC; NVRTC itself looks for it by name
   * only, and would miss it in a folder that the system does not search.
   */
  private void loadBuiltins() {
    if (!Files.isReadable(MAPS)) {
      return;
    }
    String name = "libnvrtc-builtins.so." + major + "." + minor;
    try (Stream<String> lines = Files.lines(MAPS, StandardCharsets.UTF_8)) {
      Optional<Path> builtins =
          lines
              .filter(line -> line.contains("/libnvrtc.so."))
              .map(line -> Path.of(line.substring(line.indexOf('/'))).resolveSibling(name))
              .filter(Files::exists)
              .findFirst();
      builtins.ifPresent(file -> System.load(file.toString()));
    } catch (IOException unreadable) {
      return; // The compiler says so if it does not find them.
    }
  }

  /**
   * Compiles.
   *
   * @throws FigmentException with the compiler's words if it refuses the text
   */
  byte[] compile(String text) {
    _nvrtcProgram program = new _nvrtcProgram();
    try (Opened opened = new Opened();
        BytePointer source = new BytePointer(text, StandardCharsets.UTF_8);
        BytePointer name = new BytePointer("figment.cu", StandardCharsets.UTF_8);
        BytePointer target =
            new BytePointer("--gpu-architecture=" + architecture, StandardCharsets.UTF_8);
        BytePointer standard = new BytePointer("--std=c++17", StandardCharsets.UTF_8);
        PointerPointer<Pointer> options = new PointerPointer<>(target, standard)) {
      PointerPointer<Pointer> none = null;
      calls.nvrtc(
          nvrtc.nvrtcCreateProgram(program, source, name, 0, none, none), "beginning kernels");
      opened.add(
          () -> calls.nvrtc(nvrtc.nvrtcDestroyProgram(program), "freeing the text of kernels"));
      int status = nvrtc.nvrtcCompileProgram(program, 2, options);
      if (status != nvrtc.NVRTC_SUCCESS) {
        throw new FigmentException(
            "kernels do not compile for " + architecture + "; NVRTC says: " + log(program).strip(),
            "this is a defect of Figment: please report it with these words");
      }
      return image(program);
    }
  }

  private byte[] image(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      calls.nvrtc(nvrtc.nvrtcGetCUBINSize(program, size), "asking for the size of kernels");
      byte[] image = new byte[(int) size.get()];
      calls.nvrtc(nvrtc.nvrtcGetCUBIN(program, image), "reading compiled kernels");
      return image;
    }
  }

  private String log(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      calls.nvrtc(nvrtc.nvrtcGetProgramLogSize(program, size), "asking for the compiler's words");
      byte[] log = new byte[(int) size.get()];
      calls.nvrtc(nvrtc.nvrtcGetProgramLog(program, log), "reading the compiler's words");
      return new String(log, 0, Math.max(0, log.length - 1), StandardCharsets.UTF_8);
    }
  }
}
