package dev.figment.compile;

import dev.figment.Tensor;
import dev.figment.graph.Program;
import dev.figment.op.Constant;
import dev.figment.op.Reduce;
import dev.figment.op.ReplicaMean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** The nodes of a program in groups, between which there is never a cycle. */
final class UnitGraph {
  private final Program program;
  private final Map<Tensor, List<Tensor>> users = new HashMap<>();
  private final Map<Tensor, List<Tensor>> groups = new HashMap<>();
  private final Set<Tensor> kept;

  UnitGraph(Program program) {
    this.program = program;
    this.kept = new HashSet<>(program.getOutputs().values());
    kept.addAll(program.getUpdates().values());
    for (Tensor node : program.getNodes()) {
      List<Tensor> group = new ArrayList<>();
      group.add(node);
      groups.put(node, group);
      users.put(node, new ArrayList<>());
      for (Tensor input : Fuse.distinct(node.inputs())) {
        users(input).add(node);
      }
    }
  }

  List<Tensor> nodes() {
    return program.getNodes();
  }

  /** The nodes that read a value, in the program's order. */
  List<Tensor> users(Tensor node) {
    return users.getOrDefault(node, Collections.emptyList());
  }

  private List<Tensor> group(Tensor node) {
    return groups.getOrDefault(node, Collections.emptyList());
  }

  int size(Tensor node) {
    return group(node).size();
  }

  /** Makes one group of two, unless that would make a cycle. */
  void join(Tensor a, Tensor b) {
    List<Tensor> left = group(a);
    List<Tensor> right = group(b);
    if (left == right || leavesAndReturns(left, right)) {
      return;
    }
    List<Tensor> joined = new ArrayList<>(left);
    joined.addAll(right);
    Collections.sort(joined, Comparator.comparingInt(Tensor::id));
    for (Tensor node : joined) {
      groups.put(node, joined);
    }
  }

  /** Whether a path leads from two groups through another node back into them. */
  private boolean leavesAndReturns(List<Tensor> left, List<Tensor> right) {
    Set<Tensor> inside = new HashSet<>(left);
    inside.addAll(right);
    // A reduction or a mean over replicas ends its group: what it gives is read from memory only.
    Set<Tensor> seen = new HashSet<>();
    Deque<Tensor> open = new ArrayDeque<>();
    for (Tensor node : inside) {
      for (Tensor user : users(node)) {
        if (!inside.contains(user)) {
          push(user, seen, open);
        } else if (node.op() instanceof Reduce || node.op() instanceof ReplicaMean) {
          return true;
        }
      }
    }
    while (!open.isEmpty()) {
      for (Tensor user : users(open.pop())) {
        if (inside.contains(user)) {
          return true;
        }
        push(user, seen, open);
      }
    }
    return false;
  }

  /** Reaching one member of a group is reaching all of them. */
  private void push(Tensor node, Set<Tensor> seen, Deque<Tensor> open) {
    if (seen.add(node)) {
      open.push(node);
      for (Tensor member : group(node)) {
        if (seen.add(member)) {
          open.push(member);
        }
      }
    }
  }

  /** The groups as units, each after those that it reads. */
  List<Unit> units() {
    IdentityHashMap<List<Tensor>, Integer> waiting = new IdentityHashMap<>();
    for (Tensor node : nodes()) {
      List<Tensor> group = group(node);
      waiting.computeIfAbsent(group, key -> before(key).size());
    }
    PriorityQueue<List<Tensor>> ready =
        new PriorityQueue<>(Comparator.comparingInt((List<Tensor> group) -> group.get(0).id()));
    waiting.forEach(
        (group, count) -> {
          if (count == 0) {
            ready.add(group);
          }
        });
    List<Unit> units = new ArrayList<>();
    while (!ready.isEmpty()) {
      List<Tensor> group = ready.remove();
      if (!Fuse.isFree(group.get(0))) {
        units.add(unit(group));
      }
      for (List<Tensor> after : after(group)) {
        if (waiting.merge(after, -1, Integer::sum) == 0) {
          ready.add(after);
        }
      }
    }
    return units;
  }

  private Set<List<Tensor>> before(List<Tensor> group) {
    Set<List<Tensor>> result = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Tensor node : group) {
      for (Tensor input : node.inputs()) {
        result.add(group(input));
      }
    }
    result.remove(group);
    return result;
  }

  private Set<List<Tensor>> after(List<Tensor> group) {
    Set<List<Tensor>> result = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Tensor node : group) {
      for (Tensor user : users(node)) {
        result.add(group(user));
      }
    }
    result.remove(group);
    return result;
  }

  private Unit unit(List<Tensor> group) {
    Set<Tensor> inside = new HashSet<>(group);
    Set<Tensor> inputs = new LinkedHashSet<>();
    List<Tensor> outputs = new ArrayList<>();
    for (Tensor node : group) {
      for (Tensor input : node.inputs()) {
        boolean fill = input.op() instanceof Constant && ((Constant) input.op()).isFill();
        if (!inside.contains(input) && !fill) {
          inputs.add(input);
        }
      }
      if (kept.contains(node) || !inside.containsAll(users(node))) {
        outputs.add(node);
      }
    }
    return new Unit(new ArrayList<>(group), new ArrayList<>(inputs), outputs);
  }
}
