package dev.figment.compile;

import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.graph.Rewriting;
import dev.figment.op.Placeholder;
import dev.figment.op.Reduce;
import dev.figment.op.Variance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites a program so that there is less to compute: what is computed twice is computed once,
 * numbers known before the run are folded, ops that change nothing are left out, and what nobody
 * reads disappears.
 *
 * <p>Only rewrites that keep NaN and infinities as they are: {@code x * 0} stays. The exception are
 * sums of what a variance is asked of, too: they are {@linkplain Variance#sum made with it}.
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
    Map<String, Tensor> computed = new HashMap<>();
    Map<String, Variance> variances = variances(program);
    Rectified rectified = new Rectified();
    return Rewriting.of(
        program,
        program.getReplicas(),
        (rewriting, node) -> {
          List<Tensor> inputs = new ArrayList<>();
          node.inputs().forEach(input -> inputs.add(rewriting.get(input)));
          Variance variance = node.op() instanceof Reduce ? variances.get(reduction(node)) : null;
          Tensor simpler =
              variance != null
                  ? variance.sum(inputs.get(0))
                  : Rewrites.apply(rewriting.graph(), node.op(), inputs, node.getType(), rectified);
          return once(computed, simpler);
        });
  }

  /** The variances, by the sums that they have a part of. */
  private static Map<String, Variance> variances(Program program) {
    Map<String, Variance> variances = new HashMap<>();
    for (Tensor node : program.getNodes()) {
      if (node.op() instanceof Variance) {
        Variance variance = (Variance) node.op();
        int of = node.inputs().get(0).id();
        variances.put(new Reduce(Reduce.Kind.SUM, variance.getAxes()) + " " + of, variance);
      }
    }
    return variances;
  }

  private static String reduction(Tensor node) {
    return node.op() + " " + node.inputs().get(0).id();
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
