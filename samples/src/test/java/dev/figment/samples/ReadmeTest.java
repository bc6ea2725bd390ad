package dev.figment.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the README and of docs: they are regions of samples, and the samples work. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SOURCES = Path.of("src", "main");

  @TempDir Path folder;

  @Test
  void the_java_example_is_the_sample() throws IOException {
    assertThat(block("README.md", "java"))
        .isEqualTo(region("java/dev/figment/samples/TrainDigits.java"));
  }

  @Test
  void the_example_of_a_gan_is_the_sample() throws IOException {
    assertThat(block("docs/gans.md", "java"))
        .isEqualTo(region("java/dev/figment/samples/TrainGan.java"));
  }

  @Test
  void the_kotlin_example_is_the_sample() throws IOException {
    assertThat(block("README.md", "kotlin"))
        .isEqualTo(region("kotlin/dev/figment/samples/TrainDigitsInKotlin.kt"));
  }

  @Test
  void the_java_sample_works() {
    TrainDigits.main(folder.toString());
    assertThat(folder.resolve("encoder.onnx")).isNotEmptyFile();
    assertThat(folder.resolve("samples.png")).isNotEmptyFile();
  }

  @Test
  void the_kotlin_sample_works() {
    TrainDigitsInKotlin.main(new String[] {folder.toString()});
    assertThat(folder.resolve("decoder.onnx")).isNotEmptyFile();
    assertThat(folder.resolve("samples.png")).isNotEmptyFile();
  }

  @Test
  void the_sample_of_a_gan_works() {
    TrainGan.main(folder.toString(), "1");
    assertThat(folder.resolve("generator.onnx")).isNotEmptyFile();
    assertThat(folder.resolve("critic.onnx")).isNotEmptyFile();
    assertThat(folder.resolve("sevens.png")).isNotEmptyFile();
  }

  @Test
  void every_link_and_picture_leads_to_a_file() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    for (Path page : pages) {
      Matcher links =
          Pattern.compile("]\\(([^)#:]+)\\)|src=\"([^\":]+)\"").matcher(Files.readString(page));
      while (links.find()) {
        String target = links.group(1) == null ? links.group(2) : links.group(1);
        assertThat(page.resolveSibling(target)).as("a link of " + page).exists();
      }
    }
  }

  /** A page's first block of code in a language. */
  private static String block(String page, String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve(page)));
    assertThat(block.find()).as("a block of " + language).isTrue();
    return block.group(1);
  }

  /** The lines between a sample's markers, without their common indentation. */
  private static String region(String file) throws IOException {
    List<String> lines = Files.readAllLines(SOURCES.resolve(file));
    int from = lines.indexOf("    // region readme");
    int to = lines.indexOf("    // endregion");
    return lines.subList(from + 1, to).stream()
        .map(line -> line.startsWith("    ") ? line.substring(4) : line)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
