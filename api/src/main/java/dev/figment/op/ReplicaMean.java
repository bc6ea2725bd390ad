package dev.figment.op;

import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mean, element by element, of what the replicas of a program have as this value; all get the
 * same bits. Of one replica it is the value itself.
 *
 * <p>It is its own gradient: where every replica's loss has the same weight, the mean of gradients
 * is the gradient of the mean.
 */
public final class ReplicaMean extends Op {
  private final int replicas;

  /** Over so many replicas, which is what the program has. */
  public ReplicaMean(int replicas) {
    this.replicas = replicas;
  }

  public int getReplicas() {
    return replicas;
  }

  @Override
  public String getName() {
    return "replicaMean";
  }

  @Override
  public String getAttributes() {
    return Integer.toString(replicas);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 1);
    expectReals(inputs);
    return inputs.get(0);
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    return Collections.singletonList(g.apply(this));
  }

  /** Of the replica alone; {@code ReferenceBackend} gives it the mean of all. */
  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    return inputs.get(0).copy();
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    return nodes.node("Identity", inputs);
  }
}
