package dev.figment.autodiff;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reverse-mode differentiation: from a loss backwards, each node hands its gradient to its inputs
 * by its op's rule, and gradients that meet are added.
 *
 * <p>The rules are made of nodes, so a gradient can be differentiated again. No op is named here.
 */
public final class Gradients {
  private Gradients() {}

  /**
   * The gradients of the sum of {@code loss} with respect to each variable, of that variable's
   * shape; zeros where the loss does not depend on it.
   */
  public static List<Tensor> of(Tensor loss, List<Tensor> variables) {
    if (!loss.getDtype().isFloating()) {
      throw new FigmentException("a loss of integers has no gradient: " + loss, "cast(F32) first");
    }
    for (Tensor variable : variables) {
      if (variable.graph() != loss.graph() || !variable.getDtype().isFloating()) {
        throw new FigmentException(
            "a loss has no gradient with respect to " + variable,
            "it must be a floating tensor of the loss's own graph");
      }
    }
    Set<Tensor> active = active(loss, variables);
    Map<Tensor, Tensor> gradients = new HashMap<>();
    gradients.put(loss, loss.like(1));
    PriorityQueue<Tensor> open = new PriorityQueue<>(Comparator.comparingInt(t -> -t.id()));
    open.add(loss);
    Set<Tensor> ends = new HashSet<>(variables);
    while (!open.isEmpty()) {
      Tensor node = open.remove();
      Tensor gradient = gradients.get(node);
      if (gradient == null || node.inputs().isEmpty() || !active.contains(node)) {
        continue;
      }
      propagate(node, gradient, active, gradients, open);
      if (!ends.contains(node)) {
        gradients.remove(node);
      }
    }
    List<Tensor> result = new ArrayList<>();
    for (Tensor variable : variables) {
      Tensor gradient = gradients.get(variable);
      result.add(gradient != null ? gradient : variable.like(0));
    }
    return result;
  }

  private static void propagate(
      Tensor node,
      Tensor gradient,
      Set<Tensor> active,
      Map<Tensor, Tensor> gradients,
      PriorityQueue<Tensor> open) {
    List<@Nullable Tensor> parts = node.op().gradient(node, gradient);
    for (int i = 0; i < parts.size(); i++) {
      Tensor input = node.inputs().get(i);
      Tensor part = parts.get(i);
      if (part == null || !active.contains(input)) {
        continue;
      }
      if (!part.getType().equals(input.getType())) {
        throw new FigmentException(
            "the gradient rule of "
                + node.op()
                + " gave "
                + part.getType()
                + " for an input of type "
                + input.getType());
      }
      Tensor known = gradients.get(input);
      if (known == null) {
        open.add(input);
      }
      gradients.put(input, known == null ? part : known.plus(part));
    }
  }

  /** The nodes between the variables and the loss: only they need a gradient. */
  private static Set<Tensor> active(Tensor loss, List<Tensor> variables) {
    Set<Tensor> reachable = new HashSet<>();
    List<Tensor> open = new ArrayList<>();
    open.add(loss);
    while (!open.isEmpty()) {
      Tensor node = open.remove(open.size() - 1);
      if (reachable.add(node)) {
        open.addAll(node.inputs());
      }
    }
    List<Tensor> ordered = new ArrayList<>(reachable);
    ordered.sort(Comparator.comparingInt(Tensor::id));
    Set<Tensor> active = new HashSet<>(variables);
    for (Tensor node : ordered) {
      for (Tensor input : node.inputs()) {
        if (active.contains(input)) {
          active.add(node);
          break;
        }
      }
    }
    return active;
  }
}
