package dev.figment.cuda;

import dev.figment.backend.Moment;
import dev.figment.cuda.driver.Device;

/** A point in what a GPU does, for as long as its backend is open. */
final class CudaMoment extends Moment {
  private final CudaBackend backend;
  private final Device.Mark mark;
  private boolean closed;

  CudaMoment(CudaBackend backend, Device.Mark mark) {
    this.backend = backend;
    this.mark = mark;
  }

  @Override
  public double secondsSince(Moment earlier) {
    if (earlier instanceof CudaMoment other && other.backend == backend) {
      synchronized (backend) {
        backend.device();
        return open().secondsSince(other.open());
      }
    }
    throw mixed();
  }

  private Device.Mark open() {
    if (closed) {
      throw new IllegalStateException("the moment is closed");
    }
    return mark;
  }

  @Override
  public void close() {
    synchronized (backend) {
      if (!closed) {
        closed = true;
        mark.close();
      }
    }
  }
}
