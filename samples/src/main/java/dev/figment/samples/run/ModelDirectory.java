package dev.figment.samples.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.train.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of one model: its networks, checkpoint, settings, history, pictures and report. */
public final class ModelDirectory {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private final Path path;

  /** What {@code config.json} holds. */
  record Config(VaeSettings settings, int[] shape) {}

  private ModelDirectory(Path path) {
    this.path = path;
  }

  /** A folder that is there or will be. */
  public static ModelDirectory at(Path path) {
    return new ModelDirectory(path);
  }

  /**
   * The folder of a model that was trained before.
   *
   * @throws FigmentException if there is no such folder
   */
  public static ModelDirectory existing(Path path) {
    if (!Files.isDirectory(path)) {
      throw new FigmentException(
          path + ": there is no such folder",
          "give the folder that `figment train` or `figment demo` wrote to");
    }
    return new ModelDirectory(path);
  }

  public Path path() {
    return path;
  }

  /** A file of the folder. */
  public Path file(String name) {
    return path.resolve(name);
  }

  public Path checkpoint() {
    return file("checkpoint.safetensors");
  }

  public boolean hasCheckpoint() {
    return Files.exists(checkpoint());
  }

  public boolean hasConfig() {
    return Files.exists(file("config.json"));
  }

  /** Writes the settings and the shape of an example. */
  public void writeConfig(VaeSettings settings, Shape example) {
    try {
      String text =
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(new Config(settings, example.toArray()));
      AtomicFile.write(file("config.json"), text + "\n");
    } catch (JsonProcessingException error) {
      throw new FigmentException(error, "the settings cannot be written as JSON: " + settings);
    }
  }

  /** The settings that the model was trained with. */
  public VaeSettings settings() {
    return config().settings();
  }

  /** The shape of one example. */
  public Shape example() {
    return Shape.of(config().shape());
  }

  private Config config() {
    Path file = file("config.json");
    try {
      return JSON.readValue(file.toFile(), Config.class);
    } catch (JsonProcessingException error) {
      throw new FigmentException(
          error,
          file + ": these are no settings of a training: " + error.getOriginalMessage(),
          "take the file that was written with the model, or train again");
    } catch (IOException error) {
      throw new FigmentException(
          error,
          file + ": there are no settings of a training",
          "give the folder that `figment train` or `figment demo` wrote to");
    }
  }
}
