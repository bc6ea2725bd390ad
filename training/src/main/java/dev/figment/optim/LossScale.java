package dev.figment.optim;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * The factor by which a loss is multiplied so that small gradients do not vanish in fp16, and by
 * which gradients are divided before an optimizer sees them (Micikevicius et al. 2018, section
 * 3.2). It is a power of two, which changes no digit. It begins large and is halved when a gradient
 * is not finite, in which case the step changes nothing else; after {@value #INTERVAL} good steps
 * it is doubled.
 */
public final class LossScale {
  /** The first factor. */
  public static final double FIRST = 1 << 16;

  /** The smallest factor: a step that fails with it is not the factor's fault. */
  public static final double LEAST = 1;

  /** The largest factor; more would gain nothing. */
  public static final double MOST = 1 << 24;

  /** The good steps after which the factor is doubled. */
  public static final int INTERVAL = 2000;

  private final Variable scale;
  private final Variable good;

  LossScale(String name) {
    this.scale =
        Variable.of(
            name + "/scale", TensorType.f32(1), seed -> NdArray.of(new float[] {(float) FIRST}, 1));
    this.good = Variable.zeros(name + "/good", TensorType.of(DType.I32, Shape.of(1)));
  }

  /** The factor, f32 {@code [1]}. */
  public Variable getScale() {
    return scale;
  }

  /** The good steps since it last changed, i32 {@code [1]}. */
  public Variable getGood() {
    return good;
  }

  /** The gradients of a loss, f32 {@code [1]}, times the factor. */
  public List<Tensor> scaled(Tensor loss, List<Tensor> weights) {
    return loss.times(loss.graph().read(scale)).gradients(weights);
  }

  /** The gradients themselves. */
  public List<Tensor> unscaled(List<Tensor> scaled) {
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor gradient : scaled) {
      Tensor factor = gradient.graph().read(scale).reciprocal();
      gradients.add(gradient.times(factor.reshape(Shape.SCALAR).broadcast(gradient.getShape())));
    }
    return gradients;
  }

  /** 1 if every element of all tensors is finite, else 0; f32 {@code [1]}. */
  public static Tensor finite(List<Tensor> tensors) {
    Tensor largest = null;
    for (Tensor tensor : tensors) {
      Tensor own = tensor.abs().maximum().reshape(1);
      largest = largest == null ? own : largest.max(own);
    }
    if (largest == null) {
      throw new IllegalArgumentException("no tensors");
    }
    return largest.like(Float.MAX_VALUE).greaterOrEqual(largest);
  }

  /**
   * Takes all updates of the graph back where a gradient is not finite, and adds that of the
   * factor.
   *
   * @param finite 1 or 0, f32 {@code [1]}
   */
  public void guard(Graph graph, Tensor finite) {
    for (Variable variable : new ArrayList<>(graph.updated())) {
      Tensor mask = finite.cast(variable.getType().getDtype());
      Tensor all = mask.reshape(Shape.SCALAR).broadcast(variable.getType().getShape());
      graph.update(variable, all.select(graph.latest(variable), graph.read(variable)));
    }
    Tensor old = graph.read(scale);
    Tensor steps = graph.read(good).plus(1);
    Tensor due = steps.greaterOrEqual(steps.like(INTERVAL));
    Tensor larger = due.cast(DType.F32).select(old.times(2).min(MOST), old);
    graph.update(scale, finite.select(larger, old.times(0.5).max(LEAST)));
    Tensor none = steps.like(0);
    Tensor counted = due.select(none, steps);
    graph.update(good, finite.cast(DType.I32).select(counted, none));
  }
}
