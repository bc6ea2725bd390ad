package dev.figment.cuda.kernel;

import dev.figment.DType;
import dev.figment.Shape;
import dev.figment.compile.Loop;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.compile.Walk;
import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.LoopText;
import dev.figment.cuda.source.Value;
import dev.figment.op.Pointwise;
import dev.figment.op.Reduce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A loop whose kernels are made of text. */
final class FusedLoop extends Loop<Launch, Value> {
  private final String name;
  private final int[] order;
  private final int[] dims;
  private final IntFunction<Storage> zeros;
  private final LoopText text;
  private @Nullable Storage tickets;
  private final List<Operand> operands = new ArrayList<>();
  private final Set<Storage> reads = new LinkedHashSet<>();
  private final Set<Storage> writes = new LinkedHashSet<>();
  private final Set<Storage> scattered = new HashSet<>();

  /**
   * Over a shape whose dimensions are run through in this order, outermost first.
   *
   * @param zeros gives memory of its own with so many whole numbers, which are 0
   */
  FusedLoop(String name, Shape shape, int[] order, IntFunction<Storage> zeros) {
    this.name = name;
    this.zeros = zeros;
    this.order = order.clone();
    this.dims = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      dims[i] = shape.dim(order[i]);
    }
    this.text = new LoopText(name, shape.getSize());
  }

  private Walk walk(View view, boolean reduced) {
    int[] strides = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      strides[i] = reduced && view.dim(order[i]) == 1 ? 0 : view.stride(order[i]);
    }
    Walk walk = Walk.over(dims, strides, view.getOffset());
    operands.add(Operand.of(view));
    if (!walk.isDense() || walk.offset() != 0) {
      scattered.add(view.getStorage());
    }
    return walk;
  }

  /** A value of the arena lies apart from all that is written while it is read. */
  private static boolean isSteady(Storage storage) {
    return storage.isPlanned();
  }

  @Override
  public Value load(View view) {
    reads.add(view.getStorage());
    return text.load(view.getFormat(), walk(view, false), isSteady(view.getStorage()));
  }

  @Override
  public Value constant(DType dtype, double value) {
    return text.constant(dtype, value);
  }

  @Override
  public Value positions(DType dtype, int axis) {
    int stride = 1;
    int i = order.length - 1;
    for (; order[i] != axis; i--) {
      stride *= dims[i];
    }
    return text.positions(dtype, stride, dims[i]);
  }

  @Override
  public Value apply(Pointwise row, List<Value> operandValues) {
    return text.apply(row, operandValues);
  }

  @Override
  public Value convert(DType dtype, Value source) {
    return text.convert(dtype, source);
  }

  @Override
  public void store(Value source, View view) {
    writes.add(view.getStorage());
    text.store(source, view.getFormat(), walk(view, false));
  }

  @Override
  public void reduce(Reduce.Kind kind, Value source, View result) {
    writes.add(result.getStorage());
    text.reduce(source, walk(result, true), kind == Reduce.Kind.MAX);
    scattered.add(result.getStorage());
  }

  /**
   * Does another loop's work to the results of this one's reductions, as soon as they are there.
   *
   * @return false, and nothing is changed, if the other works on anything else that this one writes
   */
  boolean goOn(FusedLoop next) {
    if (!text.canGoOn(next.text)) {
      return false;
    }
    Map<Integer, Integer> taken = new HashMap<>();
    for (int i = 0; i < next.operands.size(); i++) {
      Operand operand = next.operands.get(i);
      if (writes.contains(operand.storage())) {
        int given = given(operand);
        if (given < 0 || !next.text.isDense(i)) {
          return false;
        }
        taken.put(i, given);
      }
    }
    text.goOn(next.text, taken);
    operands.addAll(next.operands);
    next.reads.stream().filter(storage -> !writes.contains(storage)).forEach(reads::add);
    writes.addAll(next.writes);
    scattered.addAll(next.scattered);
    return true;
  }

  /** The number of the operand with a result, if this is where results begin; below 0 if not. */
  private int given(Operand operand) {
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).equals(operand) && text.gives(i)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Launch build() {
    List<KernelText> kernels = text.kernels();
    List<Operand> all = new ArrayList<>(operands);
    if (text.getTickets() > 0 && tickets == null) {
      tickets = zeros.apply(text.getTickets());
    }
    if (tickets != null) {
      all.add(new Operand(tickets, 0));
    }
    Set<Storage> aligned = new HashSet<>(reads);
    aligned.removeIf(FusedLoop::isSteady);
    aligned.addAll(writes);
    aligned.removeAll(scattered);
    if (kernels.size() > 1) {
      aligned.clear(); // A later kernel reads what an earlier one may have overwritten.
    }
    KernelLaunch launch = new KernelLaunch(name, kernels, all, text.getScratch(), aligned, this);
    reads.forEach(launch::reads);
    writes.forEach(launch::writes);
    return tickets == null ? launch : launch.works(tickets);
  }
}
