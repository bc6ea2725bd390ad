package dev.figment.cuda;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.backend.CompiledExecutable;
import dev.figment.backend.Footprint;
import dev.figment.backend.Later;
import dev.figment.graph.Program;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program on several GPUs, or one for one replica on the first of them.
 *
 * <p>Nothing that could wait for a GPU is called while a launch is missing for which another GPU
 * waits: inputs are copied to all before the first is launched.
 */
final class ReplicatedExecutable extends CompiledExecutable {
  private final CudaReplicas backend;
  private final List<CudaExecutable> parts;

  ReplicatedExecutable(CudaReplicas backend, Program program, List<CudaExecutable> parts) {
    super(backend, program);
    this.backend = backend;
    this.parts = parts;
  }

  /** Of one GPU; the others have the same. */
  @Override
  public Footprint getFootprint() {
    return parts.get(0).getFootprint();
  }

  @Override
  protected void checkOpen() {
    backend.checkOpen();
  }

  @Override
  protected void compute(NdArray... inputs) {
    try {
      if (parts.size() == 1) {
        each(part -> part.compute(inputs));
        backend.moved(getProgram().getUpdates().keySet());
        return;
      }
      backend.align(getProgram().getVariables().keySet());
      if (!parts.get(0).compiled().isRecorded()) {
        each(part -> part.compiled().rehearse());
        each(part -> part.compiled().record());
      }
      backend.team().all(i -> done(() -> parts.get(i).write(rows(i, inputs))));
      each(part -> part.compiled().run());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Does the same with the part of each GPU that has one, at once. */
  private void each(Consumer<CudaExecutable> task) {
    backend.team().all(i -> i >= parts.size() ? null : done(() -> task.accept(parts.get(i))));
  }

  private static @Nullable Object done(Runnable task) {
    task.run();
    return null;
  }

  /** A replica's part of the rows of each input. */
  private NdArray[] rows(int replica, NdArray... inputs) {
    return Arrays.stream(inputs)
        .map(whole -> rows(whole, replica, parts.size()))
        .toArray(NdArray[]::new);
  }

  private static NdArray rows(NdArray whole, int replica, int replicas) {
    int[] dims = whole.getShape().toArray();
    dims[0] /= replicas;
    int size = whole.getSize() / replicas;
    int from = replica * size;
    return whole.getDtype() == DType.I32
        ? NdArray.of(Arrays.copyOfRange(whole.ints(), from, from + size), dims)
        : NdArray.of(Arrays.copyOfRange(whole.floats(), from, from + size), dims);
  }

  @Override
  protected void copy(int output, NdArray target) {
    Later later = copyLater(output, target);
    later.get();
  }

  /** Every GPU is waited for, so that the failure of one is found. */
  @Override
  protected Later copyLater(int output, NdArray target) {
    try {
      List<@Nullable Later> laters =
          backend
              .team()
              .all(
                  i ->
                      i >= parts.size()
                          ? null
                          : parts
                              .get(i)
                              .copyLater(
                                  output, i == 0 ? target : NdArray.zeros(target.getType())));
      return new Later() {
        @Override
        public boolean isHere() {
          return false;
        }

        @Override
        public NdArray get() {
          synchronized (backend) {
            backend.checkOpen();
            backend.team().all(i -> laters.get(i) == null ? null : laters.get(i).get());
            return target;
          }
        }
      };
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
