package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.global.nccl;
import org.bytedeco.cuda.nccl.ncclComm;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** GPUs of this process that compute together, connected by NCCL. */
public final class Communicators {
  private final List<Communicator> members = new ArrayList<>();

  private Communicators() {}

  /**
   * Connects GPUs; each then takes means over all, and leaves when it is closed. Each is used by a
   * thread of its own, since one may wait for another.
   *
   * @throws FigmentException if NCCL is missing, or finds no way between them
   */
  public static Communicators connect(List<Gpu> gpus) {
    @Nullable String problem = CudaLibraries.problemOfSeveral();
    if (problem != null) {
      throw new FigmentException("several GPUs cannot work together here", problem);
    }
    Communicators all = new Communicators();
    int[] ordinals = gpus.stream().mapToInt(Gpu::getOrdinal).toArray();
    try (PointerPointer<Pointer> handles = new PointerPointer<>(ordinals.length)) {
      new Calls()
          .nccl(
              nccl.ncclCommInitAll(handles, ordinals.length, ordinals),
              "connecting " + ordinals.length + " GPUs");
      for (int i = 0; i < ordinals.length; i++) {
        all.members.add(gpus.get(i).join(new ncclComm(handles.get(i)), ordinals.length));
      }
    }
    return all;
  }

  /** Throws if something failed that no call has told. */
  public void look() {
    members.forEach(Communicator::look);
  }

  /** Ends what waits for other GPUs, with any result; nothing can be computed together then. */
  public void abort() {
    members.forEach(Communicator::abort);
  }
}
