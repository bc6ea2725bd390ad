package dev.figment.cuda;

import dev.figment.backend.Moment;
import java.util.Collections;
import java.util.List;

/** A point in what several GPUs do; the longest time of them counts. */
final class ReplicatedMoment extends Moment {
  private final CudaReplicas backend;
  private final List<Moment> parts;

  ReplicatedMoment(CudaReplicas backend, List<Moment> parts) {
    this.backend = backend;
    this.parts = parts;
  }

  /** Every GPU is waited for, so that the failure of one is found. */
  @Override
  public double secondsSince(Moment earlier) {
    if (!(earlier instanceof ReplicatedMoment other) || other.backend != backend) {
      throw mixed();
    }
    synchronized (backend) {
      backend.checkOpen();
      return Collections.max(
          backend.team().all(i -> parts.get(i).secondsSince(other.parts.get(i))));
    }
  }
}
