package dev.figment.compile;

import dev.figment.Tensor;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.op.Placeholder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites a program so that there is less to compute: what is computed twice is computed once,
 * numbers known before the run are folded, ops that change nothing are left out, and what nobody
 * reads disappears.
 *
 * <p>Only rewrites that keep NaN and infinities as they are: {@code x * 0} stays.
 */
public final class Simplify implements Pass {
  @Override
  public Program apply(Program program) {
    return of(program);
  }

  /** The simpler program, with the same inputs, variables, outputs and updates. */
  public static Program of(Program program) {
    return once(once(program));
  }

  /** One walk; what it creates is compared with what is there only in the next. */
  private static Program once(Program program) {
    Graph graph = new Graph();
    graph.precision(program.getPrecision());
    graph.replicas(program.getReplicas());
    Map<Tensor, Tensor> known = new HashMap<>();
    Map<String, Tensor> computed = new HashMap<>();
    Rectified rectified = new Rectified();
    program.getInputs().forEach((name, node) -> known.put(node, graph.input(name, node.getType())));
    program.getVariables().forEach((variable, node) -> known.put(node, graph.read(variable)));
    for (Tensor node : program.getNodes()) {
      if (node.op() instanceof Placeholder) {
        continue;
      }
      List<Tensor> inputs = new ArrayList<>();
      for (Tensor input : node.inputs()) {
        inputs.add(get(known, input));
      }
      Tensor simpler =
          graph.within(
              node.place(),
              () -> Rewrites.apply(graph, node.op(), inputs, node.getType(), rectified));
      known.put(node, once(computed, simpler));
    }
    program.getOutputs().forEach((name, node) -> graph.output(name, get(known, node)));
    program.getUpdates().forEach((variable, node) -> graph.update(variable, get(known, node)));
    return graph.build(program.getName());
  }

  private static Tensor get(Map<Tensor, Tensor> known, Tensor node) {
    Tensor found = known.get(node);
    if (found == null) {
      throw new IllegalStateException(node + " is read before it is computed");
    }
    return found;
  }

  /** The first node with the same op and inputs. */
  private static Tensor once(Map<String, Tensor> computed, Tensor node) {
    if (node.op() instanceof Placeholder) {
      return node;
    }
    StringBuilder key = new StringBuilder(node.op().toString());
    for (Tensor input : node.inputs()) {
      key.append(' ').append(input.id());
    }
    Tensor first = computed.get(key.toString());
    if (first == null) {
      computed.put(key.toString(), node);
      return node;
    }
    return first;
  }
}
