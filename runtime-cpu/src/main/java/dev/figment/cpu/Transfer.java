package dev.figment.cpu;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.cpu.kernel.View;

/** Copies between arrays on the heap and values in native memory. */
final class Transfer {
  private Transfer() {}

  /** Into a value that lies in row-major order. */
  static void in(NdArray from, View to) {
    if (from.getDtype() == DType.I32) {
      to.getStorage().ints().put(to.getOffset(), from.ints());
    } else {
      to.getStorage().floats().put(to.getOffset(), from.floats());
    }
  }

  /** Out of a value, however it lies. */
  static void out(View from, NdArray to) {
    boolean ints = from.getDtype() == DType.I32 && to.getDtype() == DType.I32;
    boolean floats = from.getDtype() == DType.F32 && to.getDtype() == DType.F32;
    if (from.isRows() && ints) {
      from.getStorage().ints().get(from.getOffset(), to.ints());
    } else if (from.isRows() && floats) {
      from.getStorage().floats().get(from.getOffset(), to.floats());
    } else {
      each(from, to);
    }
  }

  private static void each(View from, NdArray to) {
    int[] index = new int[from.getRank()];
    int at = from.getOffset();
    var floats = from.getStorage().floats();
    var ints = from.getStorage().ints();
    for (int i = 0; i < to.getSize(); i++) {
      to.set(i, from.getDtype() == DType.I32 ? ints.get(at) : floats.get(at));
      for (int d = index.length - 1; d >= 0; d--) {
        at += from.stride(d);
        if (++index[d] < from.dim(d)) {
          break;
        }
        at -= from.dim(d) * from.stride(d);
        index[d] = 0;
      }
    }
  }
}
