package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.cuda.standin.StandIn;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Another process, since what is loaded into one stays there. */
public final class Child {
  /** Says what two GPUs together say, in the place of the probe. */
  static final String TOGETHER = "devices=2";

  private Child() {}

  /**
   * Why CUDA cannot be used, as a process says whose class path lacks the entries with this text.
   *
   * @param standIn nothing for no stand-in, else {@code without=PREFIX} and {@code NAME=VALUE}
   */
  static String reason(String missing, String... standIn) throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).toString().contains(missing))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, Child.class.getName()));
    command.addAll(List.of(standIn));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (child.waitFor() != 0) {
      throw new AssertionError("exit status " + child.exitValue() + ": " + output);
    }
    return output.strip();
  }

  public static void main(String[] arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = argument.substring(0, equals);
      String value = argument.substring(equals + 1);
      if (name.equals("without")) {
        StandIn.loadWithout(value);
      } else {
        StandIn.set(name, Long.parseLong(value));
      }
    }
    System.out.println(
        List.of(arguments).contains(TOGETHER)
            ? together()
            : new CudaProvider().probe().getReason());
  }

  /** What opening two GPUs as one backend says. */
  private static String together() {
    try (Backend backend = CudaBackend.open(CudaOptions.defaults().devices(0, 1))) {
      return backend.getDescription();
    } catch (FigmentException problem) {
      return problem.getMessage();
    }
  }
}
