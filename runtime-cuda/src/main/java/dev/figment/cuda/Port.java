package dev.figment.cuda;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.compile.View;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.DeviceMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where arrays on the heap enter and leave a GPU's memory. */
final class Port {
  private final View view;
  private final ByteBuffer buffer;

  /** A port to a value that has its memory. */
  Port(View view) {
    this.view = view;
    this.buffer = ByteBuffer.allocateDirect(4 * extent(view)).order(ByteOrder.nativeOrder());
  }

  /** From the first element to the last, in elements. */
  private static int extent(View view) {
    int extent = 1;
    for (int i = 0; i < view.getRank(); i++) {
      extent += (view.dim(i) - 1) * view.stride(i);
    }
    return extent;
  }

  private DeviceMemory memory() {
    return (DeviceMemory) view.getStorage().getMemory();
  }

  private long offset() {
    return view.getStorage().getByteOffset() + 4L * view.getOffset();
  }

  /** Sets the value, which lies in row-major order. */
  void write(Device device, NdArray array) {
    buffer.clear();
    if (view.getDtype() == DType.I32) {
      buffer.asIntBuffer().put(array.ints());
    } else {
      buffer.asFloatBuffer().put(array.floats());
    }
    device.upload(buffer, memory(), offset());
  }

  /** Copies the value out, however it lies. */
  void read(Device device, NdArray array) {
    buffer.clear();
    device.download(memory(), offset(), buffer);
    buffer.clear();
    if (view.isRows() && view.getDtype() == DType.I32) {
      buffer.asIntBuffer().get(array.ints());
    } else if (view.isRows()) {
      buffer.asFloatBuffer().get(array.floats());
    } else {
      each(array);
    }
  }

  private void each(NdArray array) {
    int[] index = new int[view.getRank()];
    int at = 0;
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, view.getDtype() == DType.I32 ? buffer.getInt(4 * at) : buffer.getFloat(4 * at));
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
