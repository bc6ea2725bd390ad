package dev.figment.train;

import dev.figment.DType;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.nn.Mode;
import org.jspecify.annotations.Nullable;

/** Where a loss is built: the graph, the batch, the mode, and the step for schedules. */
public final class StepContext {
  /** The name of the program's input for the examples. */
  static final String DATA = "data";

  /** The name of the program's input for the labels. */
  static final String LABELS = "labels";

  private final Graph graph;
  private final DataSpec spec;
  private final int batchSize;
  private final Mode mode;
  private final Tensor step;
  private final @Nullable ResidentData resident;
  private @Nullable Tensor data;
  private @Nullable Tensor labels;

  /** With a data set that lives on the backend, or null if batches are handed over. */
  StepContext(
      Graph graph,
      DataSpec spec,
      int batchSize,
      Mode mode,
      Tensor step,
      @Nullable ResidentData resident) {
    this.graph = graph;
    this.spec = spec;
    this.batchSize = batchSize;
    this.mode = mode;
    this.step = step;
    this.resident = resident;
  }

  public Graph getGraph() {
    return graph;
  }

  /** The examples of a batch; of several replicas, those that one of them has. */
  public int getBatchSize() {
    return batchSize;
  }

  public Mode getMode() {
    return mode;
  }

  /** The number of updates that this phase has made, f32 {@code [1]}. */
  public Tensor getStep() {
    return step;
  }

  /** The batch, f32 {@code [B, C, H, W]}. A phase that never asks for it is given none. */
  public Tensor getData() {
    if (data == null) {
      Shape shape = spec.getExampleShape().behind(batchSize);
      data =
          resident == null
              ? graph.input(DATA, TensorType.of(DType.F32, shape))
              : resident.batch(graph, batchSize);
    }
    return data;
  }

  /**
   * The labels, i32 {@code [B]}.
   *
   * @throws dev.figment.FigmentException if the data has none
   */
  public Tensor getLabels() {
    if (labels == null) {
      spec.requireClasses();
      labels = graph.input(LABELS, TensorType.of(DType.I32, Shape.of(batchSize)));
    }
    return labels;
  }

  /** Standard normal numbers of this shape, others in every step. */
  public Tensor normal(int... dims) {
    return graph.normal(TensorType.f32(dims));
  }
}
