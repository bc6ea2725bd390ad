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

  /** Sets the value, however it lies. */
  void write(Device device, NdArray array) {
    buffer.clear();
    if (!view.isRows()) {
      each((i, at) -> put(at, array.get(i)));
    } else if (view.getDtype() == DType.I32) {
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
    take(array);
  }

  /** Begins to copy the value out; the array is filled when somebody waits for it. */
  Runnable readLater(Device device, NdArray array) {
    Device.Fetch fetch = device.fetch(memory(), offset(), buffer.capacity());
    return () -> {
      buffer.clear();
      fetch.await(buffer);
      take(array);
    };
  }

  private void take(NdArray array) {
    buffer.clear();
    if (!view.isRows()) {
      each((i, at) -> array.set(i, get(at)));
    } else if (view.getDtype() == DType.I32) {
      buffer.asIntBuffer().get(array.ints());
    } else {
      buffer.asFloatBuffer().get(array.floats());
    }
  }

  private void put(int at, double value) {
    if (view.getDtype() == DType.I32) {
      buffer.putInt(4 * at, (int) value);
    } else {
      buffer.putFloat(4 * at, (float) value);
    }
  }

  private double get(int at) {
    return view.getDtype() == DType.I32 ? buffer.getInt(4 * at) : buffer.getFloat(4 * at);
  }

  /** An element's number in row-major order, and where it lies. */
  private interface Element {
    void visit(int number, int at);
  }

  private void each(Element element) {
    int[] index = new int[view.getRank()];
    int at = 0;
    for (int i = 0; i < view.getSize(); i++) {
      element.visit(i, at);
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
