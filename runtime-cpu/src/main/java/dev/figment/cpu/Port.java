package dev.figment.cpu;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.compile.View;
import dev.figment.cpu.kernel.Places;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** Where arrays on the heap enter and leave native memory. */
final class Port {
  private final View view;
  private final FloatBuffer floats;
  private final IntBuffer ints;
  private final boolean rows;

  /** A port to a value that has its memory. */
  Port(View view) {
    this.view = view;
    this.floats = Places.floats(view.getStorage());
    this.ints = Places.ints(view.getStorage());
    this.rows = view.isRows();
  }

  /** Sets the value, which lies in row-major order. */
  void write(NdArray array) {
    if (view.getDtype() == DType.I32) {
      ints.put(view.getOffset(), array.ints());
    } else {
      floats.put(view.getOffset(), array.floats());
    }
  }

  /** Copies the value out, however it lies. */
  void read(NdArray array) {
    if (rows && view.getDtype() == DType.I32 && array.getDtype() == DType.I32) {
      ints.get(view.getOffset(), array.ints());
    } else if (rows && view.getDtype() == DType.F32 && array.getDtype() == DType.F32) {
      floats.get(view.getOffset(), array.floats());
    } else {
      each(array);
    }
  }

  private void each(NdArray array) {
    int[] index = new int[view.getRank()];
    int at = view.getOffset();
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, view.getDtype() == DType.I32 ? ints.get(at) : floats.get(at));
      for (int d = index.length - 1; d >= 0; d--) {
        at += view.stride(d);
        if (++index[d] < view.dim(d)) {
          break;
        }
        at -= view.dim(d) * view.stride(d);
        index[d] = 0;
      }
    }
  }
}
