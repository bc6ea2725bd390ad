package dev.figment.cuda.source;

import dev.figment.DType;
import dev.figment.compile.Format;
import dev.figment.compile.Walk;
import dev.figment.op.Pointwise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A loop of point-wise ops and reductions as kernels: one if all reductions keep the same
 * dimensions, else one for each choice of them.
 */
public final class LoopText {
  private final String ops;
  private final int total;
  private final List<Access> accesses = new ArrayList<>();
  private final List<Store> stores = new ArrayList<>();
  private final Map<String, List<Wanted>> reductions = new LinkedHashMap<>();
  private final List<Store> after = new ArrayList<>();
  private final Map<Integer, Value> given = new HashMap<>();
  private final List<Integer> scratch = new ArrayList<>();
  private int operands;
  private int tickets;

  /** A value to be written. */
  private static final class Store {
    final Value value;
    final Access to;

    Store(Value value, Access to) {
      this.value = value;
      this.to = to;
    }
  }

  /** A reduction to be made, and what stands for its result. */
  private static final class Wanted {
    final Value value;
    final Segments segments;
    final Parameter target;
    final boolean max;
    final Value result;

    Wanted(Value value, Segments segments, Parameter target, boolean max, Value result) {
      this.value = value;
      this.segments = segments;
      this.target = target;
      this.max = max;
      this.result = result;
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

  private Access access(Parameter parameter, Walk walk) {
    operands++;
    Access access = new Access(parameter, walk);
    accesses.add(access);
    return access;
  }

  /**
   * An element of the next operand.
   *
   * @param steady whether nobody writes the operand while the kernel runs
   */
  public Value load(Format format, Walk walk, boolean steady) {
    Parameter parameter =
        steady ? Parameter.steady(operands, format) : Parameter.operand(operands, format, false);
    return Value.element(access(parameter, walk));
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
    stores.add(new Store(value, access(Parameter.operand(operands, format, true), walk)));
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
    Value result = Value.given(value.dtype());
    given.put(target.getNumber(), result);
    reductions
        .computeIfAbsent(segments.toString(), key -> new ArrayList<>())
        .add(new Wanted(value, segments, target, max, result));
  }

  /** Whether it reduces something. */
  public boolean isReducing() {
    return !reductions.isEmpty();
  }

  /** Whether a loop can be done to the results of this one's reductions, all of them alike. */
  public boolean canGoOn(LoopText next) {
    if (reductions.size() != 1 || next.isReducing()) {
      return false;
    }
    return reductions.values().iterator().next().get(0).segments.kept() == next.total;
  }

  /** Whether an operand's elements lie one after another; of a loop that does not reduce. */
  public boolean isDense(int operand) {
    return accesses.get(operand).isDense();
  }

  /** Whether an operand holds one result after another, which a loop after this one can take. */
  public boolean gives(int operand) {
    return given.containsKey(operand);
  }

  /**
   * Does another loop's work to the results, as soon as they are there. Its operands follow on
   * those of this one.
   *
   * @param taken operands of the other loop that are results, with their number in this one
   */
  public void goOn(LoopText next, Map<Integer, Integer> taken) {
    Map<Value, Value> moved = new HashMap<>();
    for (Store store : next.stores) {
      Value value = moved(store.value, taken, moved);
      Access to = store.to.after(operands);
      after.add(new Store(value, to));
      if (!to.format().isHalf() && to.isDense()) {
        given.put(to.parameter().getNumber(), value);
      }
    }
    operands += next.operands;
  }

  private Value moved(Value value, Map<Integer, Integer> taken, Map<Value, Value> moved) {
    Value known = moved.get(value);
    if (known == null) {
      known = moved(value, value.access(), taken, moved);
      moved.put(value, known);
    }
    return known;
  }

  private Value moved(
      Value value, @Nullable Access access, Map<Integer, Integer> taken, Map<Value, Value> moved) {
    if (access != null) {
      Integer result = taken.get(access.parameter().getNumber());
      return result == null
          ? Value.element(access.after(operands))
          : Objects.requireNonNull(given.get(result));
    }
    List<Value> parts = new ArrayList<>();
    value.operands().forEach(part -> parts.add(moved(part, taken, moved)));
    return Value.expression(value.dtype(), value.expression(), parts);
  }

  /** The kernels, in the order in which they must run. */
  public List<KernelText> kernels() {
    List<KernelText> kernels = new ArrayList<>();
    Parameter counters = Parameter.operand(operands, Format.of(DType.I32), true);
    tickets = 0;
    scratch.clear();
    if (reductions.isEmpty()) {
      kernels.add(pointwise());
    }
    for (List<Wanted> group : reductions.values()) {
      ReduceText text = ReduceText.of(ops, group.get(0).segments, accesses, scratch.size());
      if (kernels.isEmpty()) {
        stores.forEach(store -> text.store(store.value, store.to));
      }
      for (Wanted wanted : group) {
        text.add(wanted.value, wanted.target, wanted.max, wanted.result);
      }
      after.forEach(store -> text.storeAfter(store.value, store.to));
      kernels.add(text.kernel(counters));
      tickets = Math.max(tickets, text.getTickets());
      scratch.addAll(Collections.nCopies(group.size(), text.scratchElements()));
    }
    return kernels;
  }

  /** The elements of each scratch memory that the kernels take, of 4 bytes each. */
  public List<Integer> getScratch() {
    return scratch;
  }

  /**
   * How many whole numbers the kernels take as one operand more, all of them 0 before and after
   * each kernel; none if that is 0.
   */
  public int getTickets() {
    return tickets;
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
