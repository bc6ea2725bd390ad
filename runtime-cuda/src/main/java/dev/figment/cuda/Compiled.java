package dev.figment.cuda;

import dev.figment.NdArray;
import dev.figment.backend.Footprint;
import dev.figment.compile.Memory;
import dev.figment.compile.Plan;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.driver.Opened;
import dev.figment.cuda.kernel.CudaKernels;
import dev.figment.cuda.kernel.Joined;
import dev.figment.cuda.kernel.Launch;
import dev.figment.cuda.source.KernelText;
import dev.figment.graph.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program as launches on a GPU, with the memory that they work in. */
final class Compiled {
  private final Device device;
  private final Opened opened = new Opened();
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final List<List<Launch>> phases = new ArrayList<>();
  private final long arenaBytes;
  private final long movedBytes;
  private final DeviceMemory arena;
  private Device.@Nullable Recording recording;
  private double recordSeconds;

  Compiled(Program program, Device device, int large, Variables variables) {
    this.device = device;
    try {
      CudaKernels kernels =
          new CudaKernels(device, program.getPrecision(), large, variables::get, this::constant);
      Plan<Launch> plan = Plan.of(program, kernels);
      arenaBytes = plan.getArenaBytes();
      movedBytes = plan.getWork().getBytes();
      Room.check(program, arenaBytes, device, variables.getBytes());
      plan.getPhases().forEach(phase -> phases.add(Joined.of(phase)));
      arena = own(Math.max(arenaBytes, exchangedBytes()), "program " + program.getName());
      plan.place(arena);
      for (View input : plan.getInputs()) {
        inputs.add(new Port(input));
      }
      for (View output : plan.getOutputs()) {
        outputs.add(new Port(output));
      }
      List<KernelText> texts = new ArrayList<>();
      launches().forEach(launch -> texts.addAll(launch.getKernels()));
      device.prepare(texts);
      launches().forEach(launch -> launch.bind(device));
    } catch (RuntimeException | Error failed) {
      opened.closeAfter(failed);
      throw failed;
    }
  }

  private DeviceMemory own(long bytes, String purpose) {
    DeviceMemory memory = device.allocate(bytes, purpose);
    opened.add(memory::free);
    return memory;
  }

  private Memory constant(NdArray array) {
    DeviceMemory memory = own(array.getType().getBytes(), "a constant");
    Storage storage = Storage.fixed("constant", memory);
    new Port(View.rows(storage, array.getDtype(), array.getShape())).write(device, array);
    return memory;
  }

  /** Records everything as one launch, the first time. */
  Device.Recording record() {
    if (recording == null) {
      long start = System.nanoTime();
      recording = device.record(() -> phases.forEach(this::launch));
      opened.add(recording::close);
      recordSeconds = (System.nanoTime() - start) * 1e-9;
    }
    return recording;
  }

  /** All, in an order in which they could run one after another. */
  private Stream<Launch> launches() {
    return phases.stream().flatMap(List::stream);
  }

  /** Launches of one phase do not wait for one another; exchanges keep their order. */
  private void launch(List<Launch> phase) {
    List<Runnable> all = phase.stream().<Runnable>map(each -> () -> each.run(device)).toList();
    if (phase.stream().anyMatch(each -> each.getExchanged().length > 0)) {
      all.forEach(Runnable::run);
    } else {
      device.beside(all);
    }
  }

  /**
   * Exchanges numbers with other GPUs as a run will, but unrecorded, so that their library makes
   * the connections that it needs; while a launch is recorded it could not. It overwrites the
   * arena.
   */
  void rehearse() {
    for (Launch launch : launches().toList()) {
      int[] sizes = launch.getExchanged();
      if (sizes.length > 0) {
        long[] places = new long[sizes.length];
        long next = arena.getAddress();
        for (int i = 0; i < sizes.length; i++) {
          places[i] = next;
          next += 4L * sizes[i];
        }
        device.means(places, places, sizes);
      }
    }
    device.finish();
  }

  /** Of the launch that exchanges the most. */
  private long exchangedBytes() {
    return launches()
        .mapToLong(launch -> 4L * Arrays.stream(launch.getExchanged()).asLongStream().sum())
        .max()
        .orElse(0);
  }

  boolean isRecorded() {
    return recording != null;
  }

  /** Runs everything once. */
  void run() {
    record().launch();
  }

  List<Port> getInputs() {
    return inputs;
  }

  List<Port> getOutputs() {
    return outputs;
  }

  /** Kernels and library calls. */
  private int commands() {
    return launches().mapToInt(launch -> Math.max(1, launch.getKernels().size())).sum();
  }

  Footprint getFootprint() {
    return Footprint.of(commands(), arenaBytes, movedBytes).recordedIn(recordSeconds);
  }

  /** Frees everything; twice is fine. */
  synchronized void free() {
    recording = null;
    opened.close();
  }
}
