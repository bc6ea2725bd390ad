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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A loop whose kernels are made of text. */
final class FusedLoop extends Loop<Launch, Value> {
  private final String name;
  private final int[] order;
  private final int[] dims;
  private final LoopText text;
  private final List<Operand> operands = new ArrayList<>();
  private final Set<Storage> reads = new LinkedHashSet<>();
  private final Set<Storage> writes = new LinkedHashSet<>();
  private final Set<Storage> scattered = new HashSet<>();

  /** Over a shape whose dimensions are run through in this order, outermost first. */
  FusedLoop(String name, Shape shape, int[] order) {
    this.name = name;
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

  @Override
  public Value load(View view) {
    reads.add(view.getStorage());
    return text.load(view.getFormat(), walk(view, false));
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

  @Override
  public Launch build() {
    List<KernelText> kernels = text.kernels();
    Set<Storage> aligned = new HashSet<>(reads);
    aligned.addAll(writes);
    aligned.removeAll(scattered);
    if (kernels.size() > 1) {
      aligned.clear(); // A later kernel reads what an earlier one may have overwritten.
    }
    KernelLaunch launch = new KernelLaunch(name, kernels, operands, text.getScratch(), aligned);
    reads.forEach(launch::reads);
    writes.forEach(launch::writes);
    return launch;
  }
}
