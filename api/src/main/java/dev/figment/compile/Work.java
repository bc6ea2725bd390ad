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
    Program simple = Simplify.of(program);
    long multiplyAdds = 0;
    for (Tensor node : simple.getNodes()) {
      multiplyAdds += node.op().multiplyAdds(node);
    }
    long bytes = 0;
    for (Unit unit : Fuse.of(simple).getUnits()) {
      bytes += bytes(unit);
    }
    return new Work(multiplyAdds, bytes);
  }

  /** What a unit reads and writes; of a value that it reads in several ways, at most all of it. */
  private static long bytes(Unit unit) {
    Map<Tensor, Long> reads = new LinkedHashMap<>();
    for (Tensor input : unit.getInputs()) {
      reads.merge(source(input), read(input), Long::sum);
    }
    long bytes = 0;
    for (Map.Entry<Tensor, Long> read : reads.entrySet()) {
      bytes += Math.min(read.getValue(), read.getKey().getType().getBytes());
    }
    for (Tensor output : unit.getOutputs()) {
      bytes += output.getType().getBytes();
    }
    return bytes;
  }

  /** The value in memory that views lead to. */
  private static Tensor source(Tensor value) {
    return Fuse.isView(value) ? source(value.inputs().get(0)) : value;
  }

  /** The bytes in memory that a value stands for: a broadcast reads no more than it repeats. */
  private static long read(Tensor value) {
    long own = value.getType().getBytes();
    return Fuse.isView(value) ? Math.min(own, read(value.inputs().get(0))) : own;
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
