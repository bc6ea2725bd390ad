package dev.figment.learning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.figment.AtomicFile;
import dev.figment.Backend;
import dev.figment.cpu.CpuBackend;
import dev.figment.cpu.CpuOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the trainings of this suite run, and where they leave what they measure. */
final class Learning {
  private static final Path FOLDER = Path.of("target", "learning");

  private Learning() {}

  /** One thread, so that trainings can run side by side and their bits do not depend on it. */
  static Backend backend() {
    return CpuBackend.open(CpuOptions.defaults().threads(1));
  }

  /** The folder of a training's checkpoint, from which a broken-off training goes on. */
  static Path run(String name) {
    return FOLDER.resolve(name);
  }

  /** The seeds 1 to {@code count}. */
  static int[] seeds(int count) {
    return IntStream.rangeClosed(1, count).toArray();
  }

  /** Writes {@code target/learning/NAME.json}: date, machine, and these numbers and settings. */
  static void record(String name, Map<String, ?> facts) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    all.put("machine", machine());
    all.putAll(facts);
    try {
      String json =
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all);
      Files.createDirectories(FOLDER);
      AtomicFile.write(FOLDER.resolve(name + ".json"), json + "\n");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String machine() {
    Path file = Path.of("/proc/cpuinfo");
    String processor = System.getProperty("os.arch");
    if (Files.isReadable(file)) {
      try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
        processor =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse(processor);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return processor
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors, JDK "
        + System.getProperty("java.version");
  }
}
