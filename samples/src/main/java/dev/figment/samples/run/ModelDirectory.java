package dev.figment.samples.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.figment.AtomicFile;
import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.infer.Autoencoder;
import dev.figment.model.TrainedModel;
import dev.figment.onnx.OnnxContract;
import dev.figment.train.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The folder of one model: its networks, checkpoint, settings, history, pictures and report. */
public final class ModelDirectory {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  /** Everything that a training writes. */
  private static final List<String> FILES =
      List.of(
          "checkpoint.safetensors",
          "config.json",
          "critic.onnx",
          "decoder.onnx",
          "encoder.onnx",
          "generator.onnx",
          "history.csv",
          "interpolation.png",
          "parity.json",
          "reconstructions.png",
          "report.html",
          "samples.png");

  private final Path path;

  /** What {@code config.json} holds; the kind says what the model's settings are. */
  record Config(
      String kind,
      DataSettings data,
      TrainingSettings training,
      JsonNode model,
      List<Integer> shape,
      List<String> labels) {}

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

  /** The network that makes images: a GAN's generator, or a decoder. */
  public Path generator() {
    Path generator = file("generator.onnx");
    return Files.exists(generator) ? generator : file(OnnxContract.DECODER_FILE);
  }

  /**
   * Opens the model to encode and decode images.
   *
   * @throws FigmentException if it is a GAN, or something is missing or damaged
   */
  public Autoencoder autoencoder() {
    if (!Files.exists(file(OnnxContract.ENCODER_FILE)) && Files.exists(file("generator.onnx"))) {
      throw new FigmentException(
          path + ": a GAN has no encoder",
          "figment project finds the noise that comes nearest to an image");
    }
    return Autoencoder.load(path);
  }

  public Path checkpoint() {
    return file("checkpoint.safetensors");
  }

  /**
   * Fails early, before data is read, if the checkpoint is missing, cut short or something else.
   */
  public void checkCheckpoint() {
    if (!hasCheckpoint()) {
      throw new FigmentException(checkpoint() + ": there is no such file", "train the model first");
    }
    SafeTensors.read(checkpoint());
  }

  public boolean hasCheckpoint() {
    return Files.exists(checkpoint());
  }

  /** Deletes what an earlier training left, so that no file of it is taken for a new one's. */
  void clear() {
    for (String name : FILES) {
      try {
        Files.deleteIfExists(file(name));
      } catch (IOException error) {
        throw new FigmentException(
            error,
            file(name) + ": cannot be replaced: " + error.getMessage(),
            "give another --out");
      }
    }
  }

  /** Writes the settings, and the shape and the labels of the data. */
  void writeConfig(TrainingPlan<?, ?> plan, Dataset data) {
    Config config =
        new Config(
            plan.kind().name(),
            plan.data(),
            plan.training(),
            JSON.valueToTree(plan.model()),
            Arrays.stream(data.getExampleShape().toArray()).boxed().toList(),
            data.getLabelNames());
    try {
      AtomicFile.write(
          file("config.json"),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n");
    } catch (JsonProcessingException error) {
      throw new FigmentException(error, "the settings cannot be written as JSON: " + plan);
    }
  }

  /** What the model was trained with. */
  public TrainingPlan<?, ?> plan() {
    Config config = config();
    try {
      return plan(ModelKinds.named(config.kind()), config);
    } catch (JsonProcessingException error) {
      throw noSettings(error);
    } catch (FigmentException error) {
      throw error.at(file("config.json").toString());
    }
  }

  /**
   * What a model of this kind was trained with.
   *
   * @throws FigmentException if it is of another kind
   */
  public <S extends Record, T extends TrainedModel> TrainingPlan<S, T> plan(ModelKind<S, T> kind) {
    Config config = config();
    if (!config.kind().equals(kind.name())) {
      throw new FigmentException(
          path + ": the model is a " + config.kind() + ", not a " + kind, "give another folder");
    }
    try {
      return plan(kind, config);
    } catch (JsonProcessingException error) {
      throw noSettings(error);
    }
  }

  private static <S extends Record, T extends TrainedModel> TrainingPlan<S, T> plan(
      ModelKind<S, T> kind, Config config) throws JsonProcessingException {
    return new TrainingPlan<>(
        kind,
        config.data(),
        config.training(),
        JSON.treeToValue(config.model(), kind.settingsType()));
  }

  /** The shape of one example. */
  public Shape example() {
    return Shape.of(config().shape().stream().mapToInt(Integer::intValue).toArray());
  }

  /** The names of the classes of the data; empty if it had no labels. */
  public List<String> labels() {
    return config().labels();
  }

  private Config config() {
    Path file = file("config.json");
    try {
      return JSON.readValue(file.toFile(), Config.class);
    } catch (JsonProcessingException error) {
      throw noSettings(error);
    } catch (IOException error) {
      throw new FigmentException(
          error,
          file + ": there are no settings of a training",
          "give the folder that `figment train` or `figment demo` wrote to");
    }
  }

  private FigmentException noSettings(JsonProcessingException error) {
    return new FigmentException(
        error,
        file("config.json")
            + ": these are no settings of a training: "
            + error.getOriginalMessage(),
        "take the file that was written with the model, or train again");
  }
}
