package dev.figment.benchmarks;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.cpu.CpuBackend;
import dev.figment.cpu.CpuOptions;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import dev.figment.optim.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One training step of the 784-400-20-400-784 Bernoulli autoencoder with Adam, batch 128. Its twin
 * is {@code benchmarks/pytorch/dense_vae.py}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DenseVaeBenchmark {
  private static final int BATCH = 128;

  @Param({"1", "2"})
  public int threads = 1;

  /** Other threads that want a processor each, for themselves. */
  @Param({"0"})
  public int others = 0;

  private volatile boolean over;
  private final List<Variable> weights = new ArrayList<>();
  private final NdArray images = numbers("images", 0.5f, BATCH, 784);
  private Backend backend = CpuBackend.open();
  private Executable step = build(backend);

  @Setup
  public void open() {
    backend.close();
    backend = CpuBackend.open(CpuOptions.defaults().threads(threads));
    weights.clear();
    step = build(backend);
    for (int i = 0; i < images.getSize(); i++) {
      images.set(i, Math.abs(images.get(i)));
    }
  }

  @Setup
  public void crowd() {
    over = false;
    for (int i = 0; i < others; i++) {
      Thread other = new Thread(this::spin, "other-" + i);
      other.setDaemon(true);
      other.start();
    }
  }

  private void spin() {
    while (!over) {
      Thread.onSpinWait();
    }
  }

  @TearDown
  public void close() {
    over = true;
    backend.close();
  }

  @Benchmark
  public void step() {
    step.run(images);
  }

  private Executable build(Backend on) {
    Variable seed = Variable.zeros("seed", TensorType.of(DType.I32, Shape.of(2)));
    var adam = Adam.learningRate(1e-3).begin("adam");
    Graph graph = new Graph();
    graph.randomness(graph.read(seed), graph.read(adam.getCounter()), 0);
    Tensor x = graph.input("x", images.getType());
    Tensor hidden = dense(graph, x, "encoder", 400).relu();
    Tensor mean = dense(graph, hidden, "mean", 20);
    Tensor logVariance = dense(graph, hidden, "logVariance", 20);
    Tensor z = mean.plus(logVariance.times(0.5).exp().times(graph.normal(mean.getType())));
    Tensor logits = dense(graph, dense(graph, z, "decoder", 400).relu(), "logits", 784);
    Tensor likelihood = logits.softplus().minus(logits.times(x)).sumPerSample();
    Tensor divergence =
        mean.square().plus(logVariance.exp()).minus(logVariance).minus(1).times(0.5);
    Tensor loss = likelihood.plus(divergence.sumPerSample()).mean();
    graph.output("loss", loss);
    adam.update(graph, weights, loss.gradients(weights.stream().map(graph::read).toList()));
    Executable executable = on.compile(graph.build("dense vae"));
    weights.forEach(weight -> on.write(weight, weight.initialValue(1)));
    return executable;
  }

  private Tensor dense(Graph graph, Tensor x, String name, int to) {
    int from = x.getShape().dim(1);
    float bound = (float) (1 / Math.sqrt(from));
    String weight = name + "/weight";
    weights.add(
        Variable.of(weight, TensorType.f32(from, to), key -> numbers(weight, bound, from, to)));
    weights.add(Variable.zeros(name + "/bias", TensorType.f32(to)));
    int last = weights.size() - 1;
    return x.matMul(graph.read(weights.get(last - 1))).plus(graph.read(weights.get(last)));
  }

  private static NdArray numbers(String purpose, float bound, int... dims) {
    NdArray array = NdArray.zeros(TensorType.f32(dims));
    Philox random = Philox.stream(1, purpose);
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, random.nextFloat(-bound, bound));
    }
    return array;
  }
}
