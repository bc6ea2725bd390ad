package dev.figment.nn;

import dev.figment.Tensor;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;

/** How a layer reads a weight in a program. */
@FunctionalInterface
interface Weight {
  Tensor read(Graph graph, Mode mode);

  /** As it is. */
  static Weight plain(Variable variable) {
    return (graph, mode) -> graph.read(variable);
  }

  /**
   * Divided by its largest singular value, which is followed by one power iteration in each
   * training pass (Miyato et al. 2018, algorithm 1). The weight counts as a matrix of one dimension
   * by all others.
   *
   * @param outputs the dimension that counts the outputs
   */
  static Weight spectral(Scope scope, Variable variable, int outputs) {
    int rows = variable.getType().getShape().dim(outputs);
    Variable left = scope.state("singular", 1 / Math.sqrt(rows), 1, rows);
    return (graph, mode) -> {
      Tensor weight = graph.read(variable);
      Tensor matrix = matrix(weight, outputs);
      Tensor fixed = matrix.detach();
      Tensor u = unit(graph.latest(left).detach());
      Tensor v = unit(u.matMul(fixed));
      if (mode.isTraining()) {
        u = unit(v.matMul(fixed, false, true));
        graph.update(left, u);
      }
      Tensor sigma = u.matMul(matrix).times(v).sum();
      return weight.div(sigma);
    };
  }

  private static Tensor matrix(Tensor weight, int outputs) {
    int rank = weight.getShape().getRank();
    int rows = weight.getShape().dim(outputs);
    int columns = weight.getShape().getSize() / rows;
    if (outputs == 0) {
      return weight.reshape(rows, columns);
    }
    int[] order = new int[rank];
    order[0] = outputs;
    for (int i = 1; i < rank; i++) {
      order[i] = i <= outputs ? i - 1 : i;
    }
    return weight.transpose(order).reshape(rows, columns);
  }

  private static Tensor unit(Tensor row) {
    return row.div(row.square().sum().plus(1e-12).sqrt());
  }
}
