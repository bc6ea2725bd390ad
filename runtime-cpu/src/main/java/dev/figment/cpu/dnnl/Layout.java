package dev.figment.cpu.dnnl;

import java.util.stream.IntStream;
import org.bytedeco.dnnl.memory;

/** How the floats of a value lie in memory, as oneDNN describes it. */
public final class Layout {
  final memory.desc raw;

  Layout(memory.desc raw) {
    this.raw = raw;
  }

  /** Sizes, and elements to step over for a move of one along each dimension. */
  public static Layout strided(int[] dims, int[] strides) {
    return new Layout(new memory.desc(longs(dims), memory.data_type.f32, longs(strides)));
  }

  /** Whatever suits the primitive best. */
  public static Layout any(int[] dims) {
    return new Layout(new memory.desc(longs(dims), memory.data_type.f32, memory.format_tag.any));
  }

  /** The memory that a value of this layout takes, with padding. */
  public long getBytes() {
    return raw.get_size();
  }

  static long[] longs(int[] values) {
    return IntStream.of(values).asLongStream().toArray();
  }
}
