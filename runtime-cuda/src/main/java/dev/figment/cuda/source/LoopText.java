package dev.figment.cuda.source;

import dev.figment.DType;
import dev.figment.compile.Format;
import dev.figment.compile.Walk;
import dev.figment.op.Pointwise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A loop of point-wise ops and reductions as kernels: one if all reductions keep the same
 * dimensions, else one for each choice of them, and a small one where a reduction was split.
 */
public final class LoopText {
  private final String ops;
  private final int total;
  private final List<Access> accesses = new ArrayList<>();
  private final List<Store> stores = new ArrayList<>();
  private final Map<String, List<Wanted>> reductions = new LinkedHashMap<>();
  private final List<Integer> scratch = new ArrayList<>();
  private int operands;

  /** A value to be written. */
  private static final class Store {
    final Value value;
    final Access to;

    Store(Value value, Access to) {
      this.value = value;
      this.to = to;
    }
  }

  /** A reduction to be made. */
  private static final class Wanted {
    final Value value;
    final Segments segments;
    final Parameter target;
    final boolean max;

    Wanted(Value value, Segments segments, Parameter target, boolean max) {
      this.value = value;
      this.segments = segments;
      this.target = target;
      this.max = max;
    }
  }

  /**
   * Begins.
   *
   * @param ops what is computed, for names
   * @param total the number of elements
   */
  public LoopText(String ops, int total) {
    this.ops = ops;
    this.total = total;
  }

  private Access access(Format format, Walk walk, boolean written) {
    Access access = new Access(Parameter.operand(operands++, format, written), walk);
    accesses.add(access);
    return access;
  }

  /** An element of the next operand. */
  public Value load(Format format, Walk walk) {
    return Value.element(access(format, walk, false));
  }

  /** One number everywhere. */
  public Value constant(DType dtype, double number) {
    return Value.number(dtype, number);
  }

  /** The position along a dimension of this size, whose steps are {@code stride} elements apart. */
  public Value positions(DType dtype, int stride, int size) {
    String expression = "(" + Value.type(dtype) + ") ($e / " + stride + " % " + size + ")";
    return Value.expression(dtype, expression, List.of());
  }

  /** A function of values of one type. */
  public Value apply(Pointwise row, List<Value> operands) {
    return Value.expression(operands.get(0).dtype(), row.getCuda(), operands);
  }

  /** The same number as another type. */
  public Value convert(DType dtype, Value source) {
    return Value.expression(dtype, "(" + Value.type(dtype) + ") $0", List.of(source));
  }

  /** Writes a value to the next operand. */
  public void store(Value value, Format format, Walk walk) {
    stores.add(new Store(value, access(format, walk, true)));
  }

  /**
   * Writes sums or maxima to the next operand, where they lie one after another.
   *
   * @param walk through the results in the order of the loop, with step 0 where it reduces
   */
  public void reduce(Value value, Walk walk, boolean max) {
    Segments segments = Segments.of(walk);
    if (segments.reduced() == 1) {
      store(value, Format.of(value.dtype()), Walk.dense(total));
      return;
    }
    Parameter target = Parameter.operand(operands++, Format.of(value.dtype()), true);
    reductions
        .computeIfAbsent(segments.toString(), key -> new ArrayList<>())
        .add(new Wanted(value, segments, target, max));
  }

  /** The kernels, in the order in which they must run. */
  public List<KernelText> kernels() {
    List<KernelText> kernels = new ArrayList<>();
    if (reductions.isEmpty()) {
      kernels.add(pointwise());
    }
    scratch.clear();
    for (List<Wanted> group : reductions.values()) {
      ReduceText text = ReduceText.of(ops, group.get(0).segments, accesses, scratch.size());
      if (kernels.isEmpty()) {
        stores.forEach(store -> text.store(store.value, store.to));
      }
      group.forEach(reduction -> text.add(reduction.value, reduction.target, reduction.max));
      kernels.addAll(text.kernels());
      scratch.addAll(Collections.nCopies(group.size(), text.scratchElements()));
    }
    return kernels;
  }

  /** The elements of each scratch memory that the kernels take, of 4 bytes each. */
  public List<Integer> getScratch() {
    return scratch;
  }

  private KernelText pointwise() {
    int lanes = Access.lanes(accesses, total, 8);
    Body body = new Body(lanes);
    stores.forEach(store -> body.store(store.value, store.to));
    int count = total / lanes;
    Lines lines = new Lines();
    lines.add("const int e = t" + (lanes > 1 ? " * " + lanes : "") + ";");
    body.writeBefore(lines);
    body.write(lines);
    return KernelText.perThread(ops, count, body.parameters(), lines);
  }
}
