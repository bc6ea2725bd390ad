package dev.figment.cuda;

import dev.figment.backend.Moment;
import dev.figment.cuda.driver.Device;
import java.lang.ref.Reference;

/** A point in what a GPU does, for as long as its backend is open. */
final class CudaMoment extends Moment {
  private final CudaBackend backend;
  private final Device.Mark mark;

  CudaMoment(CudaBackend backend, Device.Mark mark) {
    this.backend = backend;
    this.mark = mark;
  }

  @Override
  public double secondsSince(Moment earlier) {
    if (!(earlier instanceof CudaMoment other) || other.backend != backend) {
      throw mixed();
    }
    synchronized (backend) {
      backend.device();
      try {
        return mark.secondsSince(other.mark);
      } finally {
        Reference.reachabilityFence(this);
        Reference.reachabilityFence(other);
      }
    }
  }
}
