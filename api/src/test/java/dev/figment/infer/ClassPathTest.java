package dev.figment.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inference in a JVM of its own, with exactly what its users must have on the class path. */
class ClassPathTest {
  @TempDir Path folder;
  private Path temporary;

  @BeforeEach
  void write_models() throws IOException {
    SmallModels.autoencoder(folder);
    SmallModels.colours(folder.resolve("colours.onnx"));
    temporary = Files.createDirectory(folder.resolve("tmp"));
    // The child's program alone, without the other tests' classes.
    Path classes = folder.resolve("classes/dev/figment/infer");
    Files.createDirectories(classes);
    String name = InferenceProgram.class.getSimpleName() + ".class";
    Files.copy(
        Paths.get(location(InferenceProgram.class), "dev", "figment", "infer", name),
        classes.resolve(name));
  }

  @Test
  void runs_with_the_api_and_onnx_runtime_alone() throws Exception {
    List<String> lines =
        run(
            location(Generator.class),
            location(org.jspecify.annotations.NullMarked.class),
            location(ai.onnxruntime.OrtEnvironment.class));
    String images;
    try (Generator generator = Generator.load(folder.resolve("colours.onnx"))) {
      images = InferenceProgram.text(generator.sample(2, 42));
    }
    assertThat(lines)
        .containsExactly("reconstructed 51 51 51 51 51 102", "sampled " + images, "exit 0");
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).as("what ONNX Runtime leaves in the temporary folder").isEmpty();
    }
  }

  @Test
  void names_the_dependency_when_onnx_runtime_is_missing() throws Exception {
    assertThat(run(location(Generator.class)))
        .containsExactly(
            "ONNX Runtime is not on the class path",
            "    add the dependency com.microsoft.onnxruntime:onnxruntime",
            "    on Android com.microsoft.onnxruntime:onnxruntime-android",
            "ONNX Runtime is not on the class path",
            "ONNX Runtime is not on the class path",
            "exit 1");
  }

  private List<String> run(String... classPath) throws Exception {
    List<String> parts = new ArrayList<>(Arrays.asList(classPath));
    parts.add(folder.resolve("classes").toString());
    Path output = folder.resolve("output.txt");
    Process child =
        new ProcessBuilder(
                Paths.get(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                String.join(File.pathSeparator, parts),
                InferenceProgram.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit = child.waitFor();
    List<String> lines =
        Files.readAllLines(output, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.startsWith("Picked up "))
            .collect(Collectors.toCollection(ArrayList::new));
    lines.add("exit " + exit);
    return lines;
  }

  private static String location(Class<?> type) {
    URI place = URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString());
    return Paths.get(place).toString();
  }
}
