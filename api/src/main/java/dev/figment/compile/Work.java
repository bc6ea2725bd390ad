package dev.figment.compile;

import dev.figment.Tensor;
import dev.figment.graph.Program;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run of a program computes and moves, counted on its ops, so that it is the same for all
 * backends. What a backend adds, such as packed weights and other layouts, is not in it.
 */
public final class Work {
  private final long multiplyAdds;
  private final long bytes;

  private Work(long multiplyAdds, long bytes) {
    this.multiplyAdds = multiplyAdds;
    this.bytes = bytes;
  }

  /**
   * The work of a program, once it is simplified and fused as backends do it. Its batch is not
   * free.
   */
  public static Work of(Program program) {
    Program simple = Recompute.of(Simplify.of(program), true);
    return of(simple, new Halves(simple, null, 0));
  }

  /** The work of a simplified program, some of whose values lie in 16 bits. */
  static Work of(Program simple, Halves halves) {
    long multiplyAdds = 0;
    for (Tensor node : simple.getNodes()) {
      multiplyAdds += node.op().multiplyAdds(node);
    }
    long bytes = 0;
    for (Unit unit : Fuse.of(simple).getUnits()) {
      bytes += bytes(unit, halves);
    }
    return new Work(multiplyAdds, bytes);
  }

  /** What a unit reads and writes; of a value that it reads in several ways, at most all of it. */
  private static long bytes(Unit unit, Halves halves) {
    Map<Tensor, Long> reads = new LinkedHashMap<>();
    for (Tensor input : unit.getInputs()) {
      reads.merge(source(input), read(input, halves), Long::sum);
    }
    long bytes = 0;
    for (Map.Entry<Tensor, Long> read : reads.entrySet()) {
      bytes += Math.min(read.getValue(), bytes(read.getKey(), halves));
    }
    for (Tensor output : unit.getOutputs()) {
      bytes += bytes(output, halves);
    }
    return bytes;
  }

  private static long bytes(Tensor value, Halves halves) {
    return (long) value.getShape().getSize() * halves.of(value).getBytes();
  }

  /** The value in memory that views lead to. */
  private static Tensor source(Tensor value) {
    return Fuse.isView(value) ? source(value.inputs().get(0)) : value;
  }

  /** The bytes in memory that a value stands for: a broadcast reads no more than it repeats. */
  private static long read(Tensor value, Halves halves) {
    Tensor source = source(value);
    long elements = value.getShape().getSize();
    for (Tensor each = value; each != source; each = each.inputs().get(0)) {
      elements = Math.min(elements, each.inputs().get(0).getShape().getSize());
    }
    return elements * halves.of(source).getBytes();
  }

  /** The products that matrix products, convolutions and their gradients add up. */
  public long getMultiplyAdds() {
    return multiplyAdds;
  }

  /** Two floating-point operations for each of the products that are added up. */
  public long getOperations() {
    return 2 * multiplyAdds;
  }

  /** The bytes of all values that units read from memory and write to it. */
  public long getBytes() {
    return bytes;
  }
}
