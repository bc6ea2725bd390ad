package dev.figment.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.figment.AtomicFile;
import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.infer.InferenceOptions;
import dev.figment.onnx.OnnxMetadata;
import dev.figment.onnx.OnnxModel;
import dev.figment.train.EpochReport;
import dev.figment.train.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes functions as ONNX files with their provenance, and proves each equal. */
final class OnnxExport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Training training;
  private final Path directory;
  private final List<ModelFunction> functions = new ArrayList<>();
  private final List<Map<String, NdArray>> inputs = new ArrayList<>();

  OnnxExport(Training training, Path directory) {
    this.training = training;
    this.directory = directory;
  }

  /** A function to be written as {@code NAME.onnx}, and the inputs to prove it with. */
  OnnxExport add(ModelFunction function, NdArray proof) {
    NdArray labels = inTurn(proof.getShape().dim(0), function.getLabelNames().size());
    functions.add(function);
    inputs.add(function.inputs(proof, labels));
    return this;
  }

  /** Labels 0, 1, 2, ... in turn; null without classes. */
  static @Nullable NdArray inTurn(int count, int classes) {
    if (classes == 0) {
      return null;
    }
    int[] labels = new int[count];
    java.util.Arrays.setAll(labels, i -> i % classes);
    return NdArray.of(labels, count);
  }

  /** 64 random and up to 64 real images in the data's range, to prove functions of images with. */
  static NdArray proofImages(Training training) {
    NdArray real = Values.of(training.getData().take(Math.min(64, training.getData().getSize())));
    Shape shape = real.getShape().withDim(0, 64);
    NdArray random = NdArray.zeros(TensorType.of(DType.F32, shape));
    PixelRange range = training.getSpec().getRange();
    Philox stream = Philox.stream(training.getSeed(), "parity");
    for (int i = 0; i < random.getSize(); i++) {
      random.floats()[i] = stream.nextFloat(range.getBlack(), range.getWhite());
    }
    return join(random, real);
  }

  /**
   * Writes and proves.
   *
   * @param latentSize the number of latent dimensions; 0 if the functions have none
   */
  ExportReport finish(int latentSize) {
    List<Parity> proofs = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      ModelFunction function = functions.get(i);
      Path file = directory.resolve(function.getName() + ".onnx");
      OnnxModel.of(function.program(Shape.N), training.getBackend()::read)
          .metadata(metadata(function, latentSize))
          .write(file);
      proofs.add(
          ParityProof.prove(
              training.getBackend(), function, file, inputs.get(i), InferenceOptions.defaults()));
    }
    ExportReport report = new ExportReport(directory, proofs);
    AtomicFile.write(directory.resolve("parity.json"), report.toJson());
    return report;
  }

  /** Of an example; of a pack of them for a critic that judges packs. */
  private Shape shape(ModelFunction function) {
    return function.getName().equals(OnnxMetadata.CRITIC)
        ? function.getShape().slice(1, function.getShape().getRank())
        : training.getSpec().getExampleShape();
  }

  private OnnxMetadata metadata(ModelFunction function, int latentSize) {
    ObjectNode configuration = JSON.createObjectNode();
    configuration.put("recipe", training.getRecipe().toString());
    configuration.put("batchSize", training.getBatchSize());
    configuration.put("steps", training.getSteps());
    configuration.put("backend", training.getBackend().getDescription());
    OnnxMetadata metadata =
        OnnxMetadata.of(function.getName(), shape(function))
            .pixelRange(training.getSpec().getRange())
            .configuration(configuration.toString())
            .seed(training.getSeed())
            .dataHash(training.getData().getContentHash());
    metadata = latentSize > 0 ? metadata.latentSize(latentSize) : metadata;
    List<String> labels = function.getLabelNames();
    metadata = labels.isEmpty() ? metadata : metadata.labels(labels);
    List<EpochReport> epochs = training.getHistory().getEpochs();
    if (!epochs.isEmpty()) {
      EpochReport last = epochs.get(epochs.size() - 1);
      for (Map.Entry<String, Double> term : last.getTerms().entrySet()) {
        metadata = metadata.metric("train." + term.getKey(), term.getValue());
      }
      for (Map.Entry<String, Double> term : last.getValidation().entrySet()) {
        metadata = metadata.metric("test." + term.getKey(), term.getValue());
      }
    }
    return metadata;
  }

  /** One batch after another as one. */
  static NdArray join(NdArray first, NdArray second) {
    float[] values = new float[first.getSize() + second.getSize()];
    System.arraycopy(first.floats(), 0, values, 0, first.getSize());
    System.arraycopy(second.floats(), 0, values, first.getSize(), second.getSize());
    int count = first.getShape().dim(0) + second.getShape().dim(0);
    return NdArray.of(values, first.getShape().withDim(0, count));
  }
}
