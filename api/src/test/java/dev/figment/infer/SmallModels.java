package dev.figment.infer;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.onnx.OnnxContract;
import dev.figment.onnx.OnnxMetadata;
import dev.figment.onnx.OnnxModel;
import dev.figment.op.Gather;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Files of small networks for images of 1 x 2 x 3 and latent vectors of 2 numbers. */
final class SmallModels {
  static final Shape IMAGE = Shape.of(1, 2, 3);
  static final int LATENT = 2;
  static final List<String> ANIMALS = Arrays.asList("cat", "dog", "owl");

  private SmallModels() {}

  /** An encoder: mean[k] is the mean of the pixels times k + 1, the log-variance its negative. */
  static void encoder(Path file, PixelRange range) {
    Graph graph = new Graph();
    Tensor image = graph.input(OnnxContract.IMAGE, type(IMAGE));
    Tensor mean = image.sumPerSample().times(1 / 6.0).reshape(Shape.N, 1);
    Tensor means = mean.times(graph.constant(NdArray.of(new float[] {1, 2}, 2)));
    graph.output(OnnxContract.MEAN, means);
    graph.output(OnnxContract.LOG_VARIANCE, means.unaryMinus());
    write(graph, file, about(OnnxMetadata.ENCODER, range));
  }

  /** A decoder or generator: all pixels are the first latent number, the last the second. */
  static void decoder(Path file, String kind, PixelRange range) {
    decoder(file, about(kind, range));
  }

  /** As above, with other metadata. */
  static void decoder(Path file, OnnxMetadata metadata) {
    Graph graph = new Graph();
    Tensor latent = graph.input(OnnxContract.LATENT, type(Shape.of(LATENT)));
    float[] weights = {1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1};
    Tensor image = latent.matMul(graph.constant(NdArray.of(weights, 2, 6)));
    graph.output(OnnxContract.IMAGE, image.reshape(Shape.N, 1, 2, 3));
    write(graph, file, metadata);
  }

  /** A generator of colour images of 3 x 8 x 8 from noise of 5 numbers. */
  static void colours(Path file) {
    Graph graph = new Graph();
    Tensor latent = graph.input(OnnxContract.LATENT, type(Shape.of(5)));
    NdArray weight = NdArray.zeros(TensorType.f32(5, 3 * 8 * 8));
    Philox.stream(1, "colours").fillNormal(weight.floats());
    Tensor image = latent.matMul(graph.constant(weight)).tanh();
    graph.output(OnnxContract.IMAGE, image.reshape(Shape.N, 3, 8, 8));
    write(
        graph,
        file,
        OnnxMetadata.of(OnnxMetadata.GENERATOR, Shape.of(3, 8, 8))
            .latentSize(5)
            .pixelRange(PixelRange.SIGNED));
  }

  /** An encoder and a decoder, as an autoencoder's folder has them. */
  static void autoencoder(Path folder) {
    encoder(folder.resolve("encoder.onnx"), PixelRange.UNIT);
    decoder(folder.resolve("decoder.onnx"), OnnxMetadata.DECODER, PixelRange.UNIT);
  }

  /** An encoder and a decoder of three classes, see {@link #conditionalDecoder}. */
  static void conditionalAutoencoder(Path folder) {
    Graph graph = new Graph();
    Tensor image = graph.input(OnnxContract.IMAGE, type(IMAGE));
    Tensor mean =
        image.sumPerSample().times(1 / 6.0).reshape(Shape.N, 1).broadcast(Shape.of(Shape.N, 2));
    graph.output(OnnxContract.MEAN, mean.minus(embedded(graph, LATENT)));
    graph.output(OnnxContract.LOG_VARIANCE, mean);
    write(
        graph,
        folder.resolve("encoder.onnx"),
        about(OnnxMetadata.ENCODER, PixelRange.UNIT).labels(ANIMALS));
    conditionalDecoder(folder.resolve("decoder.onnx"), OnnxMetadata.DECODER);
  }

  /** A critic whose score is the sum of the pixels, plus what the label stands for. */
  static void critic(Path file, boolean conditional) {
    Graph graph = new Graph();
    Tensor score = graph.input(OnnxContract.IMAGE, type(IMAGE)).sumPerSample();
    OnnxMetadata metadata = OnnxMetadata.of(OnnxMetadata.CRITIC, IMAGE);
    if (conditional) {
      graph.output(OnnxContract.SCORE, score.plus(embedded(graph, 1).reshape(Shape.N)));
      metadata = metadata.labels(ANIMALS);
    } else {
      graph.output(OnnxContract.SCORE, score);
    }
    write(graph, file, metadata.pixelRange(PixelRange.UNIT));
  }

  /**
   * A decoder or generator: all pixels are the first latent number plus 0.2 for dogs and 0.4 for
   * owls. The encoder takes from the mean of the pixels what the decoder adds.
   */
  static void conditionalDecoder(Path file, String kind) {
    conditionalDecoder(file, about(kind, PixelRange.UNIT).labels(ANIMALS));
  }

  /** As above, with other metadata. */
  static void conditionalDecoder(Path file, OnnxMetadata metadata) {
    Graph graph = new Graph();
    Tensor latent = graph.input(OnnxContract.LATENT, type(Shape.of(LATENT)));
    Tensor first = latent.slice(1, 0, 1).broadcast(Shape.of(Shape.N, 6));
    Tensor pixels = first.plus(embedded(graph, 6));
    graph.output(OnnxContract.IMAGE, pixels.reshape(Shape.N, 1, 2, 3));
    write(graph, file, metadata);
  }

  /** The label's row of a table: zeros, 0.2, 0.4. */
  private static Tensor embedded(Graph graph, int width) {
    NdArray table = NdArray.zeros(TensorType.f32(3, width));
    for (int i = 0; i < table.getSize(); i++) {
      int label = i / width;
      table.set(i, 0.2 * label);
    }
    Tensor labels = graph.input(OnnxContract.LABEL, TensorType.of(DType.I32, Shape.of(Shape.N)));
    return graph.constant(table).apply(new Gather(), labels);
  }

  static OnnxMetadata about(String kind, PixelRange range) {
    return OnnxMetadata.of(kind, IMAGE).latentSize(LATENT).pixelRange(range);
  }

  static void write(Graph graph, Path file, OnnxMetadata metadata) {
    OnnxModel.of(graph.build("small"), variable -> variable.initialValue(0))
        .metadata(metadata)
        .write(file);
  }

  static TensorType type(Shape example) {
    return TensorType.f32(example.behind(Shape.N).toArray());
  }
}
