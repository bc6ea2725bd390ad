package dev.figment.cpu.kernel;

import dev.figment.DType;
import dev.figment.Shape;
import dev.figment.compile.Loop;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.compile.Walk;
import dev.figment.op.Pointwise;
import dev.figment.op.Reduce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds a {@link PointwiseKernel}: steps over a shape whose dimensions are run through in order.
 */
public final class LoopBuilder extends Loop<Kernel, Slot> {
  /** Loops with fewer steps times elements than this are not worth a second thread. */
  private static final int LEAST_WORK = 30_000;

  /**
   * Neighbours that lie in one line of the cache; shares of fewer would get into each other's way.
   */
  private static final int LEAST_GRAIN = 16;

  private final String name;
  private final int[] order;
  private final int[] dims;
  private final int total;
  private final int workers;
  private final List<Step> steps = new ArrayList<>();
  private final List<Wanted> reductions = new ArrayList<>();
  private final Map<Slot, Slot> exponentials = new HashMap<>();
  private final Map<Slot, LoadFloats> loads = new HashMap<>();
  private final Map<Slot, Slot> bits = new HashMap<>();
  private final Set<Storage> reads = new HashSet<>();
  private final Set<Storage> writes = new HashSet<>();
  private final Set<Storage> scattered = new HashSet<>();

  /** A reduction to be made when the shares are known. */
  private static final class Wanted {
    final Slot source;
    final View result;
    final Walk walk;
    final boolean max;

    Wanted(Slot source, View result, Walk walk, boolean max) {
      this.source = source;
      this.result = result;
      this.walk = walk;
      this.max = max;
    }
  }

  /**
   * Begins a kernel.
   *
   * @param order of the dimensions in the loop, outermost first
   */
  public LoopBuilder(String name, Shape shape, int[] order, int workers) {
    this.name = name;
    this.order = order.clone();
    this.dims = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      dims[i] = shape.dim(order[i]);
    }
    this.total = shape.getSize();
    this.workers = workers;
  }

  private Walk walk(View view) {
    int[] strides = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      strides[i] = view.stride(order[i]);
    }
    return Walk.over(dims, strides, view.getOffset());
  }

  /** A value from memory, of the kernel's shape. */
  @Override
  public Slot load(View view) {
    Slot slot = Slot.register(view.getDtype());
    Walk walk = walk(view);
    reads.add(view.getStorage());
    if (!walk.isDense() || walk.offset() != 0) {
      scattered.add(view.getStorage());
    }
    if (view.getDtype() == DType.I32) {
      steps.add(new LoadInts(slot, view.getStorage(), walk));
    } else {
      LoadFloats load = new LoadFloats(slot, view.getStorage(), walk);
      loads.put(slot, load);
      steps.add(load);
    }
    return slot;
  }

  /** One number everywhere. */
  @Override
  public Slot constant(DType dtype, double value) {
    return Slot.constant(dtype, value, Math.min(total, Frame.BLOCK));
  }

  /** A function of values. */
  @Override
  public Slot apply(Pointwise row, List<Slot> operands) {
    Slot slot = Slot.register(operands.get(0).dtype());
    BySign sign = BySign.of(row, operands, this::bits);
    if (sign != null) {
      steps.add(sign);
      return sign.target();
    }
    boolean sharing = row.equals(Pointwise.SIGMOID) || row.equals(Pointwise.SOFTPLUS);
    if (sharing && slot.dtype() == DType.F32) {
      Slot x = operands.get(0);
      Slot e = exponentials.computeIfAbsent(x, this::expOfNegative);
      steps.add(
          row.equals(Pointwise.SIGMOID)
              ? new Apply(row, FloatFunctions.SIGMOID, slot, e)
              : new Apply(row, FloatFunctions.SOFTPLUS, slot, x, e));
    } else {
      steps.add(new Apply(row, slot, operands.toArray(new Slot[0])));
    }
    return slot;
  }

  /** The bits of a value, from memory if it was loaded: a loop stores when all is computed. */
  private Slot bits(Slot x) {
    return bits.computeIfAbsent(
        x,
        value -> {
          Slot slot = Bits.register();
          LoadFloats load = loads.get(value);
          steps.add(load == null ? new Bits(slot, value) : load.bits(slot));
          return slot;
        });
  }

  private Slot expOfNegative(Slot x) {
    Slot slot = Slot.register(DType.F32);
    steps.add(new Apply(Pointwise.EXP, FloatFunctions.EXP_OF_NEGATIVE, slot, x));
    return slot;
  }

  /** The same numbers as another type. */
  @Override
  public Slot convert(DType dtype, Slot source) {
    Slot slot = Slot.register(dtype);
    steps.add(new Convert(slot, source));
    return slot;
  }

  /** Positions along a dimension. */
  @Override
  public Slot positions(DType dtype, int axis) {
    Slot slot = Slot.register(dtype);
    int stride = 1;
    int i = order.length - 1;
    for (; order[i] != axis; i--) {
      stride *= dims[i];
    }
    steps.add(new Positions(slot, stride, dims[i]));
    return slot;
  }

  /** Writes a value to memory. */
  @Override
  public void store(Slot source, View view) {
    Walk walk = walk(view);
    writes.add(view.getStorage());
    if (!walk.isDense() || walk.offset() != 0) {
      scattered.add(view.getStorage());
    }
    steps.add(
        view.getDtype() == DType.I32
            ? new StoreInts(source, view.getStorage(), walk)
            : new StoreFloats(source, view.getStorage(), walk));
  }

  /** Sums or maxima of a value; the result has size 1 where it is reduced and is dense. */
  @Override
  public void reduce(Reduce.Kind kind, Slot source, View result) {
    int[] strides = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      strides[i] = result.dim(order[i]) == 1 ? 0 : result.stride(order[i]);
    }
    writes.add(result.getStorage());
    scattered.add(result.getStorage());
    Walk walk = Walk.over(dims, strides, result.getOffset());
    reductions.add(new Wanted(source, result, walk, kind == Reduce.Kind.MAX));
  }

  /** The kernel. */
  @Override
  public PointwiseKernel build() {
    boolean worthwhile = (long) total * (steps.size() + reductions.size()) >= LEAST_WORK;
    int shares = worthwhile ? workers : 1;
    int period = period();
    int block = Frame.BLOCK / period * period;
    int chunk = grain(shares);
    int grain = chunk;
    if (grain == 0) {
      grain = period < LEAST_GRAIN ? LEAST_GRAIN * period : period;
    }
    int[] bounds = new int[shares + 1];
    int grains = (total + grain - 1) / grain;
    for (int i = 0; i <= shares; i++) {
      bounds[i] = (int) Math.min(total, (long) grains * i / shares * grain);
    }
    for (int i = 0; i < reductions.size(); i++) {
      Wanted wanted = reductions.get(i);
      steps.add(
          new Reduction(
              wanted.source,
              wanted.result.getStorage(),
              wanted.walk,
              wanted.result.getSize(),
              wanted.max,
              chunk,
              shares,
              i));
    }
    Peephole.improve(steps);
    int invariant = putInvariantFirst(block);
    int[] registers = Registers.assign(steps, invariant);
    Set<Storage> aligned = new HashSet<>(reads);
    aligned.addAll(writes);
    aligned.removeAll(scattered);
    return new PointwiseKernel(
        name, steps, invariant, block, bounds, registers, reads, writes, aligned);
  }

  /** The longest part of a block after which operands or sums begin anew; 1 if none does. */
  private int period() {
    int longest = 1;
    for (Step step : steps) {
      longest = longest(longest, step.period());
    }
    for (Wanted wanted : reductions) {
      longest = longest(longest, wanted.walk.period());
    }
    return longest;
  }

  private int longest(int known, int period) {
    return period <= Frame.BLOCK && period < total ? Math.max(known, period) : known;
  }

  /** Puts first what is the same in every block of so many positions, and counts it. */
  private int putInvariantFirst(int block) {
    Set<Slot> same = new HashSet<>();
    List<Step> first = new ArrayList<>();
    List<Step> others = new ArrayList<>();
    for (Step step : steps) {
      boolean invariant = step.repeats(block);
      for (Slot operand : step.operands()) {
        invariant &= operand.isConstant() || same.contains(operand);
      }
      (invariant ? first : others).add(step);
      Slot result = step.result();
      if (invariant && result != null) {
        same.add(result);
      }
    }
    steps.clear();
    steps.addAll(first);
    steps.addAll(others);
    return first.size();
  }

  /**
   * The positions for one step of the outermost dimension, if all reductions keep it and each share
   * can have some steps of its own; else 0.
   */
  private int grain(int shares) {
    int outer = 0;
    for (Wanted wanted : reductions) {
      int size = wanted.walk.size(0);
      boolean kept = wanted.walk.stride(0) > 0 && size >= shares;
      if (!kept || (outer != 0 && outer != size)) {
        return 0;
      }
      outer = size;
    }
    return outer == 0 ? 0 : total / outer;
  }
}
