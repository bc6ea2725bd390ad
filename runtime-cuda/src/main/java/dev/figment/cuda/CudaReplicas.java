package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.backend.Executable;
import dev.figment.backend.Moment;
import dev.figment.cuda.driver.Communicators;
import dev.figment.cuda.driver.CudaLibraries;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.driver.GpuSettings;
import dev.figment.graph.Program;
import dev.figment.graph.Replica;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Several GPUs as one backend. Each has all variables, which stay equal, and runs a replica of a
 * program on its part of the rows, from a thread of its own. A program for one replica runs on the
 * first GPU.
 *
 * <p>A failure on one GPU ends what the others wait for, and the backend with it.
 */
final class CudaReplicas extends Backend implements Team.Guard {
  private final List<Gpu> gpus;
  private final List<CudaBackend> backends = new ArrayList<>();
  private final Communicators communicators;
  private final Team team;
  private final String description;

  /** Variables of which the first GPU has a value that the others do not have yet. */
  private final Set<Variable> ahead = Collections.newSetFromMap(new WeakHashMap<>());

  private boolean lenient;
  private volatile @Nullable RuntimeException broken;
  private boolean closed;

  /** Opens and connects GPUs; frees those that were opened if one cannot be. */
  static CudaReplicas open(List<GpuSettings> settings) {
    List<Gpu> gpus = new ArrayList<>();
    try {
      for (GpuSettings each : settings) {
        gpus.add(Gpu.open(each));
      }
      return new CudaReplicas(gpus, Communicators.connect(gpus));
    } catch (RuntimeException | Error failure) {
      gpus.forEach(Gpu::close);
      throw failure;
    }
  }

  private CudaReplicas(List<Gpu> gpus, Communicators communicators) {
    this.gpus = gpus;
    this.communicators = communicators;
    gpus.forEach(gpu -> backends.add(new CudaBackend(gpu)));
    List<String> names = gpus.stream().map(gpu -> "GPU " + gpu.getOrdinal()).toList();
    team = new Team(names, this);
    description =
        CudaBackend.NAME
            + " ("
            + String.join(", ", names)
            + ": "
            + gpus.get(0).describe()
            + "; NCCL "
            + CudaLibraries.versionsOfSeveral().get("NCCL")
            + ")";
  }

  @Override
  public String getName() {
    return CudaBackend.NAME;
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public int getReplicas() {
    return gpus.size();
  }

  Team team() {
    return team;
  }

  /** Throws if the backend is closed, or a GPU failed. */
  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the " + CudaBackend.NAME + " backend is closed");
    }
    if (broken != null) {
      throw new FigmentException(
          broken,
          "the GPUs cannot go on together: " + broken.getMessage(),
          "close the backend, and go on from the last checkpoint");
    }
  }

  @Override
  public synchronized Executable compile(Program program) {
    checkOpen();
    int count = program.getReplicas();
    if (count != 1 && count != gpus.size()) {
      throw new FigmentException(
          "program " + program.getName() + " is for " + count + " replicas",
          "there are " + gpus.size() + " GPUs; build it for as many, or for one");
    }
    lenient = true; // Nothing waits for other GPUs meanwhile.
    try {
      // The first makes the kernels, which the others find.
      CudaExecutable first = team.all(i -> i == 0 ? part(program, 0) : null).get(0);
      List<@Nullable CudaExecutable> parts =
          team.all(i -> i == 0 ? first : i < count ? part(program, i) : null);
      return new ReplicatedExecutable(this, program, parts.subList(0, count));
    } finally {
      lenient = false;
    }
  }

  private CudaExecutable part(Program program, int replica) {
    Program own = program.getReplicas() == 1 ? program : Replica.of(program, replica);
    return backends.get(replica).compile(own);
  }

  /** Says that the first GPU has new values of variables. */
  void moved(Set<Variable> variables) {
    ahead.addAll(variables);
  }

  /** Gives all GPUs the values that the first has. */
  void align(Set<Variable> variables) {
    for (Variable variable : variables) {
      if (ahead.contains(variable)) {
        write(variable, read(variable));
      }
    }
  }

  @Override
  public synchronized NdArray read(Variable variable) {
    checkOpen();
    return team.all(i -> i == 0 ? backends.get(0).read(variable) : finish(i)).get(0);
  }

  /** Waits for a GPU, so that its failure is found. */
  private @Nullable NdArray finish(int replica) {
    gpus.get(replica).finish();
    return null;
  }

  /** The value on each GPU. */
  synchronized List<NdArray> readAll(Variable variable) {
    checkOpen();
    return team.all(i -> backends.get(i).read(variable));
  }

  @Override
  public synchronized void write(Variable variable, NdArray value) {
    checkOpen();
    team.all(
        i -> {
          backends.get(i).write(variable, value);
          return null;
        });
    ahead.remove(variable);
  }

  /** What each GPU has room for. */
  @Override
  public synchronized long getDataRoom() {
    checkOpen();
    return backends.stream().mapToLong(CudaBackend::getDataRoom).min().orElse(0);
  }

  @Override
  public synchronized Moment mark() {
    checkOpen();
    return new ReplicatedMoment(this, team.all(i -> backends.get(i).mark()));
  }

  @Override
  public void look() {
    communicators.look();
  }

  @Override
  public boolean ends(int member, RuntimeException failure) {
    boolean lost = !lenient || member < 0 || gpus.get(member).isBroken();
    if (lost) {
      broken = broken == null ? failure : broken;
      communicators.abort();
    }
    return lost;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        team.all(
            i -> {
              backends.get(i).close();
              return null;
            });
      } finally {
        team.close();
      }
    }
  }
}
