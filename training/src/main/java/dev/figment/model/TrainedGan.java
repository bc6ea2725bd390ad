package dev.figment.model;

import dev.figment.NdArray;
import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.train.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A trained GAN on the backend that trained it, until that is closed. */
public final class TrainedGan extends TrainedModel {
  private final ModelFunction generator;
  private final ModelFunction critic;
  private final int latentSize;

  TrainedGan(Training training, ModelFunction generator, ModelFunction critic, int latentSize) {
    super(training);
    this.generator = generator;
    this.critic = critic;
    this.latentSize = latentSize;
  }

  @Override
  public int getLatentSize() {
    return latentSize;
  }

  /** Random latents f32 {@code [count, latentSize]}; the same seed gives the same. */
  public NdArray latents(int count, long seed) {
    return Latents.normal(count, latentSize, seed);
  }

  /** What the generator makes of latents, f32 {@code [n, ...]} in the data's range. */
  public NdArray generate(NdArray latents) {
    return generator.run(training.getBackend(), latents).values().iterator().next();
  }

  @Override
  public List<Pixels> sample(int count, long seed) {
    NdArray images = generate(latents(count, seed));
    Shape example = training.getSpec().getExampleShape();
    List<Pixels> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(
          Pixels.fromFloats(
              images.floats(),
              i * example.getSize(),
              example.dim(0),
              example.dim(1),
              example.dim(2),
              training.getSpec().getRange()));
    }
    return result;
  }

  /**
   * The critic's scores of examples f32 {@code [n, ...]} (of packs of them, if it judges packs).
   */
  public NdArray score(NdArray examples) {
    return critic.run(training.getBackend(), examples).values().iterator().next();
  }

  /**
   * Writes {@code generator.onnx} and {@code parity.json} into a folder, and proves the file equal
   * to this model in ONNX Runtime.
   *
   * @throws dev.figment.FigmentException if a file cannot be written, or is not equal
   */
  @Override
  public ExportReport exportOnnx(Path directory) {
    return new OnnxExport(training, directory)
        .add(generator, latents(128, training.getSeed()))
        .finish(latentSize);
  }
}
