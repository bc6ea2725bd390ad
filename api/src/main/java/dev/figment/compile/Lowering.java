package dev.figment.compile;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.op.Concat;
import dev.figment.op.Conv;
import dev.figment.op.ConvInputGrad;
import dev.figment.op.ConvWeightGrad;
import dev.figment.op.Gather;
import dev.figment.op.MatMul;
import dev.figment.op.MaxPool;
import dev.figment.op.MaxPoolScatter;
import dev.figment.op.Op;
import dev.figment.op.Pad;
import dev.figment.op.Random;
import dev.figment.op.ReplicaMean;
import dev.figment.op.ScatterAdd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns units into a backend's commands, one structural op at a time. */
final class Lowering<C extends Command> {
  /** Copies of one loop, at most. */
  private static final int MOST_COPIES = 16;

  private final Kernels<C> kernels;
  private final Values values;

  Lowering(Halves halves, Kernels<C> kernels) {
    this.kernels = kernels;
    this.values =
        new Values(halves, this::copy, array -> Storage.fixed("constant", kernels.constant(array)));
  }

  Values getValues() {
    return values;
  }

  void lower(Schedule schedule) {
    Map<Tensor, Epilogue> epilogues = Epilogue.of(schedule);
    Set<Unit> done = new HashSet<>();
    for (Unit unit : schedule.getUnits()) {
      Tensor node = unit.getNodes().get(0);
      Epilogue epilogue = epilogues.get(node);
      try {
        if (done.contains(unit)) {
          continue;
        }
        if (epilogue != null && lower(node, epilogue)) {
          done.add(epilogue.getUnit());
        } else if (unit.isFused()) {
          int[] order = FusedUnit.order(unit, values);
          Loop<C, ?> loop = kernels.loop(unit.toString(), unit.getShape(), order);
          kernels.add(FusedUnit.lower(unit, values, loop, order));
        } else if (node.op() instanceof ReplicaMean) {
          replicaMeans(unit.getNodes());
        } else {
          lower(node, node.op());
        }
      } catch (FigmentException error) {
        throw error.at(node.place().isEmpty() ? node.toString() : node.place() + " " + node);
      }
    }
  }

  private void lower(Tensor node, Op op) {
    List<Tensor> inputs = node.inputs();
    if (op instanceof MatMul) {
      matMul(node, (MatMul) op);
    } else if (op instanceof Conv) {
      View x = values.channelsLast(inputs.get(0));
      View w = weights(inputs.get(1));
      kernels.convolution(((Conv) op).getGeometry(), x, w, values.channelsLastResult(node));
    } else if (op instanceof ConvInputGrad) {
      View y = values.channelsLast(inputs.get(0));
      View w = weights(inputs.get(1));
      kernels.sourceGradient(
          ((ConvInputGrad) op).getGeometry(), values.channelsLastResult(node), w, y);
    } else if (op instanceof ConvWeightGrad) {
      View x = values.channelsLast(inputs.get(0));
      View y = values.channelsLast(inputs.get(1));
      View w = values.result(node, kernels.weightOrder(node.getShape().getRank()));
      kernels.weightsGradient(((ConvWeightGrad) op).getGeometry(), x, w, y);
    } else if (op instanceof MaxPool) {
      MaxPool pool = (MaxPool) op;
      View selector = values.view(inputs.get(0));
      View from = values.view(inputs.get(1));
      kernels.pick(
          pool.getGeometry(), pool.getKernel(), selector, from, result(node, selector, from));
    } else if (op instanceof MaxPoolScatter) {
      MaxPoolScatter pool = (MaxPoolScatter) op;
      View selector = values.view(inputs.get(0));
      View from = values.view(inputs.get(1));
      kernels.scatter(
          pool.getGeometry(), pool.getKernel(), selector, from, result(node, selector, from));
    } else if (op instanceof Pad) {
      pad(node, (Pad) op);
    } else if (op instanceof Concat) {
      concat(node, (Concat) op);
    } else if (op instanceof Gather) {
      View table = values.rows(inputs.get(0));
      kernels.gather(table, values.rows(inputs.get(1)), values.rowsResult(node));
    } else if (op instanceof ScatterAdd) {
      View rows = values.rows(inputs.get(0));
      kernels.scatterAdd(rows, values.rows(inputs.get(1)), values.rowsResult(node));
    } else if (op instanceof Random) {
      View seed = values.view(inputs.get(0));
      View step = values.view(inputs.get(1));
      kernels.random((Random) op, seed, step, values.rowsResult(node));
    } else {
      throw new FigmentException(
          "the " + kernels.getBackend() + " backend has no kernel for " + op.getName(),
          "every op of the instruction set has one; is this an op of your own?");
    }
  }

  /** Of numbers in full, which keep the order in which they lie: it is the same on all replicas. */
  private void replicaMeans(List<Tensor> nodes) {
    List<View> from = new ArrayList<>();
    List<View> targets = new ArrayList<>();
    for (Tensor node : nodes) {
      Tensor input = node.inputs().get(0);
      View view = values.view(input);
      int rank = input.getShape().getRank();
      boolean channelsLast = Orders.isChannelsLast(view);
      from.add(values.full(input, channelsLast ? Orders.channelsLast(rank) : Orders.rows(rank)));
      targets.add(result(node, view));
    }
    kernels.replicaMeans(from, targets);
  }

  private View weights(Tensor tensor) {
    int rank = tensor.getShape().getRank();
    int[] order = kernels.weightOrder(rank);
    return Arrays.equals(order, Orders.rows(rank))
        ? values.rows(tensor)
        : values.dense(tensor, order);
  }

  private void matMul(Tensor node, MatMul op) {
    View left = matrices(node.inputs().get(0), op.isTransposeLeft());
    View right = matrices(node.inputs().get(1), op.isTransposeRight());
    kernels.product(left, right, Objects.requireNonNull(Matrices.of(values.rowsResult(node))));
  }

  /** A product or convolution and what follows it as one command, if the backend has one. */
  private boolean lower(Tensor node, Epilogue epilogue) {
    Tensor added = epilogue.getAdded();
    View row = added != null && values.isHere(added) ? values.view(added) : null;
    if (added != null && (row == null || !isRow(row))) {
      return false;
    }
    int rank = node.getShape().getRank();
    View result = values.room(epilogue.getResult(), Orders.channelsLast(rank));
    if (row != null && result.getFormat().isHalf()) {
      row = values.factor(row);
    }
    if (row != null && row.getFormat() != result.getFormat()) {
      return false;
    }
    if (!lower(node, node.op(), result, row, epilogue.getSlope())) {
      return false;
    }
    values.put(epilogue.getResult(), result);
    return true;
  }

  private boolean lower(Tensor node, Op op, View result, @Nullable View row, double slope) {
    Tensor first = node.inputs().get(0);
    Tensor second = node.inputs().get(1);
    if (op instanceof Conv) {
      View x = values.channelsLast(first);
      View w = weights(second);
      return kernels.convolution(((Conv) op).getGeometry(), x, w, result, row, slope);
    }
    View left = matrices(first, ((MatMul) op).isTransposeLeft());
    View right = matrices(second, ((MatMul) op).isTransposeRight());
    return kernels.product(left, right, Objects.requireNonNull(Matrices.of(result)), row, slope);
  }

  /** Whether a value differs along its second dimension alone, and is dense there. */
  private static boolean isRow(View view) {
    for (int i = 0; i < view.getRank(); i++) {
      if (view.stride(i) != (i == 1 ? 1 : 0)) {
        return false;
      }
    }
    return true;
  }

  private View matrices(Tensor tensor, boolean transpose) {
    View known = Matrices.of(values.view(tensor));
    if (known == null) {
      known = Objects.requireNonNull(Matrices.of(values.rows(tensor)));
    }
    View factor = values.factor(known);
    return transpose ? factor.transpose(new int[] {0, 2, 1}) : factor;
  }

  private void pad(Tensor node, Pad op) {
    View from = values.view(node.inputs().get(0));
    View target = result(node, from);
    int[] rows = Orders.rows(from.getRank());
    View all = View.ordered(target.getStorage(), target.getFormat(), node.getShape(), rows);
    kernels.add(zeros(kernels.loop("pad", node.getShape(), rows), all));
    int size = from.dim(op.getAxis());
    copy("pad", from, target.slice(op.getAxis(), op.getLow(), size, op.getBetween() + 1));
  }

  private static <C extends Command, S> C zeros(Loop<C, S> loop, View target) {
    loop.store(loop.constant(target.getDtype(), 0), target);
    return loop.build();
  }

  private void concat(Tensor node, Concat op) {
    View[] from = node.inputs().stream().map(values::view).toArray(View[]::new);
    View target = result(node, from);
    int start = 0;
    for (int first = 0; first < from.length; ) {
      int end = alike(from, first);
      List<View> parts = Arrays.asList(from).subList(first, end);
      List<View> targets = new ArrayList<>();
      for (View part : parts) {
        int size = part.dim(op.getAxis());
        targets.add(target.slice(op.getAxis(), start, size, 1));
        start += size;
      }
      kernels.add(copied(copying("concat", from[first], target), parts, targets));
      first = end;
    }
  }

  /** The end of a run of views that one loop can copy: not too many, and all of one size. */
  private static int alike(View[] views, int first) {
    int end = first + 1;
    while (end < Math.min(views.length, first + MOST_COPIES)
        && Arrays.equals(views[end].getDims(), views[first].getDims())) {
      end++;
    }
    return end;
  }

  /** Room for a result, with its channels last if one of these has. */
  private View result(Tensor node, View... from) {
    for (View view : from) {
      if (Orders.isChannelsLast(view)) {
        return values.channelsLastResult(node);
      }
    }
    return values.rowsResult(node);
  }

  /** Adds a copy of a view. */
  void copy(String name, View from, View to) {
    kernels.add(copied(copying(name, from, to), List.of(from), List.of(to)));
  }

  /** A loop for copies of this size. */
  private Loop<C, ?> copying(String name, View from, View to) {
    boolean channelsLast = Orders.isChannelsLast(from) || Orders.isChannelsLast(to);
    int rank = from.getRank();
    int[] order = channelsLast ? Orders.channelsLast(rank) : Orders.rows(rank);
    return kernels.loop(name, Shape.of(from.getDims()), order);
  }

  /** The command that copies views of one size in such a loop. */
  static <C extends Command, S> C copied(Loop<C, S> loop, List<View> from, List<View> to) {
    List<S> loaded = new ArrayList<>();
    from.forEach(view -> loaded.add(loop.load(view)));
    for (int i = 0; i < loaded.size(); i++) {
      loop.store(loaded.get(i), to.get(i));
    }
    return loop.build();
  }

  /** A copy of a value in a storage of its own, whose dimensions lie in this order. */
  View copied(Tensor tensor, int[] order) {
    Storage storage = Storage.planned("copy", tensor.getType().getBytes());
    View to = View.ordered(storage, tensor.getDtype(), tensor.getShape(), order);
    copy("copy", values.view(tensor), to);
    return to;
  }
}
