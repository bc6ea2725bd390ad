package dev.figment.infer;

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
import java.nio.file.Path;

/** Files of small networks for images of 1 x 2 x 3 and latent vectors of 2 numbers. */
final class SmallModels {
  static final Shape IMAGE = Shape.of(1, 2, 3);
  static final int LATENT = 2;

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
    Graph graph = new Graph();
    Tensor latent = graph.input(OnnxContract.LATENT, type(Shape.of(LATENT)));
    float[] weights = {1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1};
    Tensor image = latent.matMul(graph.constant(NdArray.of(weights, 2, 6)));
    graph.output(OnnxContract.IMAGE, image.reshape(Shape.N, 1, 2, 3));
    write(graph, file, about(kind, range));
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
