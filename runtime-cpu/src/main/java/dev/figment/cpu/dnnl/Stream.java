package dev.figment.cpu.dnnl;

import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.stream;

/** The order in which one thread gives work to oneDNN. */
public final class Stream {
  final dnnl_stream raw;
  private final stream owner;

  Stream(stream owner) {
    this.owner = owner;
    this.raw = owner.get();
  }

  /** Frees the stream; no call may run on it afterwards. */
  public void free() {
    owner.close();
  }
}
