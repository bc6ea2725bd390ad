package dev.figment.data;

import dev.figment.Shape;

/** The change from mixed channels (red green blue, red green blue) to one plane for each. */
final class Planes {
  private Planes() {}

  /** Reorders every example of a store in place, from HWC to CHW. */
  static ByteStore separate(ByteStore store, Shape shape) {
    int channels = shape.dim(0);
    int area = shape.dim(1) * shape.dim(2);
    byte[] mixed = new byte[store.exampleBytes()];
    for (int i = 0; i < store.size(); i++) {
      byte[] chunk = store.chunk(i);
      int offset = store.offset(i);
      System.arraycopy(chunk, offset, mixed, 0, mixed.length);
      for (int pixel = 0; pixel < area; pixel++) {
        for (int channel = 0; channel < channels; channel++) {
          chunk[offset + channel * area + pixel] = mixed[pixel * channels + channel];
        }
      }
    }
    return store;
  }
}
