package dev.figment.cpu.kernel;

import dev.figment.cpu.dnnl.Stream;

/** What one thread has for itself: a stream for oneDNN and registers for point-wise kernels. */
public final class Worker {
  private final Stream stream;
  private final Frame frame = new Frame();

  public Worker(Stream stream) {
    this.stream = stream;
  }

  Stream stream() {
    return stream;
  }

  Frame frame() {
    return frame;
  }

  /** Frees the stream. */
  public void free() {
    stream.free();
  }
}
