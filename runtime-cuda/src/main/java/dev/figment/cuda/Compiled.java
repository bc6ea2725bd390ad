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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program as launches on a GPU, with the memory that they work in. */
final class Compiled {
  private final Device device;
  private final Opened opened = new Opened();
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final List<Launch> launches = new ArrayList<>();
  private final long arenaBytes;
  private Device.@Nullable Recording recording;
  private double recordSeconds;

  Compiled(Program program, Device device, int large, Variables variables) {
    this.device = device;
    try {
      CudaKernels kernels =
          new CudaKernels(device, program.getPrecision(), large, variables::get, this::constant);
      Plan<Launch> plan = Plan.of(program, kernels);
      arenaBytes = plan.getArenaBytes();
      Room.check(program, arenaBytes, device, variables.getBytes());
      DeviceMemory arena = own(arenaBytes, "program " + program.getName());
      plan.place(arena);
      for (View input : plan.getInputs()) {
        inputs.add(new Port(input));
      }
      for (View output : plan.getOutputs()) {
        outputs.add(new Port(output));
      }
      plan.getPhases().forEach(phase -> launches.addAll(Joined.of(phase)));
      List<KernelText> texts = new ArrayList<>();
      launches.forEach(launch -> texts.addAll(launch.getKernels()));
      device.prepare(texts);
      launches.forEach(launch -> launch.bind(device));
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

  /** Runs everything once, as one launch that is recorded the first time. */
  void run() {
    if (recording == null) {
      long start = System.nanoTime();
      recording = device.record(() -> launches.forEach(launch -> launch.run(device)));
      opened.add(recording::close);
      recordSeconds = (System.nanoTime() - start) * 1e-9;
    }
    recording.launch();
  }

  List<Port> getInputs() {
    return inputs;
  }

  List<Port> getOutputs() {
    return outputs;
  }

  /** Kernels and library calls; a reduction that is split is two kernels. */
  private int commands() {
    return launches.stream().mapToInt(launch -> Math.max(1, launch.getKernels().size())).sum();
  }

  Footprint getFootprint() {
    return Footprint.of(commands(), arenaBytes).recordedIn(recordSeconds);
  }

  /** Frees everything; twice is fine. */
  synchronized void free() {
    recording = null;
    opened.close();
  }
}
