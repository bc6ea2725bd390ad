package dev.figment.train;

import dev.figment.Tensor;
import dev.figment.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the replicas of a program must have in common, as means over them. */
final class ReplicaMeans {
  private ReplicaMeans() {}

  /**
   * The means of values, each of its shape; of one replica the values themselves.
   *
   * <p>They are exchanged as one vector: a GPU needs about as long for a small exchange as for one
   * of a hundred kilobytes, and all are needed before the first weight can be updated if gradients
   * are clipped.
   */
  static List<Tensor> of(Graph graph, List<Tensor> values) {
    if (graph.getReplicas() == 1) {
      return values;
    }
    List<Tensor> flat = new ArrayList<>();
    values.forEach(value -> flat.add(value.reshape(value.getShape().getSize())));
    Tensor[] others = flat.subList(1, flat.size()).toArray(new Tensor[0]);
    Tensor all = others.length == 0 ? flat.get(0) : flat.get(0).concat(0, others);
    Tensor means = all.replicaMean();
    List<Tensor> result = new ArrayList<>();
    int start = 0;
    for (Tensor value : values) {
      int size = value.getShape().getSize();
      result.add(means.slice(0, start, size).reshape(value.getShape()));
      start += size;
    }
    return Collections.unmodifiableList(result);
  }
}
