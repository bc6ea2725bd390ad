package dev.figment.model;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.data.Dataset;
import dev.figment.graph.Graph;
import dev.figment.metric.Estimate;
import dev.figment.metric.LogSumExp;
import dev.figment.nn.Mode;
import dev.figment.train.DataSpec;
import dev.figment.train.Training;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The importance-weighted bound on the log-likelihood, {@code E[log mean of p(x, z_i) / q(z_i|x)
 * over i = 1..k]} with z from q (Burda et al. 2016, eq. 8): never above log p(x) in expectation,
 * and nearer to it the larger k. Log weights come from the backend, some samples at a time; their
 * sums are gathered in double precision.
 */
final class ImportanceBound {
  /** Far from the random streams of training and of evaluation. */
  private static final int STREAM = 3 << 29;

  private static final String OUTPUT = "logWeights";

  private final Training training;
  private final VaeNetworks networks;

  ImportanceBound(Training training, VaeNetworks networks) {
    this.training = training;
    this.networks = networks;
  }

  /**
   * The mean over a data set, in nats per example.
   *
   * @param samples k
   * @param latents how many latents are decoded at once, of one image or of several
   */
  Estimate of(Dataset dataset, int samples, int latents) {
    check(dataset, samples, latents);
    int chunk = Math.min(samples, latents);
    int most = Math.min(dataset.getSize(), latents / chunk);
    Map<Integer, Executable> programs = new HashMap<>();
    double[] bounds = new double[dataset.getSize()];
    int runs = 0;
    for (int from = 0; from < bounds.length; from += most) {
      int count = Math.min(most, bounds.length - from);
      Executable program = programs.computeIfAbsent(count, images -> compile(images, chunk));
      Dataset part = dataset.range(from, from + count);
      List<NdArray> inputs = new ArrayList<>(List.of(key(), Values.of(part)));
      if (networks.isConditional()) {
        inputs.add(Values.labels(part));
      }
      LogSumExp[] sums = new LogSumExp[count];
      for (int i = 0; i < count; i++) {
        sums[i] = new LogSumExp();
      }
      for (int done = 0; done < samples; done += chunk) {
        List<NdArray> all = new ArrayList<>(inputs);
        all.add(NdArray.of(new int[] {runs++}, 1));
        program.run(all.toArray(new NdArray[0]));
        float[] weights = program.read(OUTPUT).floats();
        // The last chunk may hold more samples than were asked for.
        for (int i = 0; i < Math.min(chunk, samples - done) * count; i++) {
          sums[i % count].add(weights[i]);
        }
      }
      for (int i = 0; i < count; i++) {
        bounds[from + i] = sums[i].mean();
      }
    }
    return Estimate.of(bounds);
  }

  private void check(Dataset dataset, int samples, int latents) {
    if (samples < 1 || latents < 1) {
      throw new FigmentException(
              "a bound cannot be taken from " + samples + " samples, " + latents + " at once",
              "use at least 1 of each, such as 1000 samples, 500 at once")
          .at("log-likelihood");
    }
    DataSpec spec = training.getSpec();
    if (!dataset.getExampleShape().equals(spec.getExampleShape())
        || dataset.getRange() != spec.getRange()) {
      throw new FigmentException(
              "the model was trained on "
                  + spec
                  + ", the data is "
                  + dataset.getExampleShape()
                  + " in "
                  + dataset.getRange(),
              "resize the images, or call scaledTo(PixelRange." + spec.getRange() + ")")
          .at("log-likelihood");
    }
    if (networks.isConditional()) {
      spec.checkLabels(dataset);
    }
  }

  private NdArray key() {
    long seed = training.getSeed();
    return NdArray.of(new int[] {(int) seed, (int) (seed >>> 32)}, 2);
  }

  private Executable compile(int images, int samples) {
    Graph graph = new Graph();
    Tensor seed = graph.input("seed", TensorType.of(DType.I32, Shape.of(2)));
    Shape shape = training.getSpec().getExampleShape().behind(images);
    Tensor data = graph.input("data", TensorType.of(DType.F32, shape));
    Mode mode = Mode.INFERENCE;
    if (networks.isConditional()) {
      mode = mode.given(graph.input("label", TensorType.of(DType.I32, Shape.of(images))));
    }
    Tensor step = graph.input("step", TensorType.of(DType.I32, Shape.of(1)));
    graph.randomness(seed, step, STREAM);
    graph.output(OUTPUT, networks.draws(data, mode, samples).logWeights());
    Backend backend = training.getBackend();
    return backend.compile(graph.build("logLikelihood"));
  }
}
