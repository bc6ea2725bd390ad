package dev.figment.cuda.paper;

import dev.figment.compile.Storage;
import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.driver.GpuSettings;
import dev.figment.cuda.kernel.Launch;
import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.standin.StandIn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Runs kernels on the stand-in, which looks at all that their threads read and write; what
 * libraries compute is left out.
 */
final class WatchedDevice extends PaperDevice {
  private static final int CHUNK = 1 << 20;

  private final Gpu gpu;
  private final List<DeviceMemory> memories = new ArrayList<>();

  WatchedDevice() {
    StandIn.load();
    StandIn.set("mixed", 0);
    StandIn.set("watched", 1);
    gpu = Gpu.open(new GpuSettings(0, true, false, false, StandIn.cache().resolve("watched")));
  }

  /**
   * Runs every kernel of a program, in an order in which they can run.
   *
   * @return the values of which kernels left something unwritten
   */
  List<Storage> run(PaperPlan plan) {
    prepare(plan.kernels());
    fill((DeviceMemory) plan.arena());
    Map<Storage, Long> written = new LinkedHashMap<>();
    Set<Storage> ofLibraries = new HashSet<>();
    for (Launch launch : plan.joined()) {
      if (launch.getKernels().isEmpty()) {
        launch.getWrites().forEach(each -> ofLibraries.add(each.root()));
      } else {
        run(launch, written);
      }
    }
    written.keySet().removeAll(ofLibraries);
    written.entrySet().removeIf(each -> each.getValue() >= each.getKey().getBytes());
    return List.copyOf(written.keySet());
  }

  /** Runs a launch's kernels, and counts the bytes that they wrote. */
  private void run(Launch launch, Map<Storage, Long> written) {
    allow("what is read", launch.getReads(), false);
    allow("what is written", launch.getWrites(), true);
    allow("scratch memory", launch.getScratch(), true);
    launch.bind(this);
    launch.run(this);
    StandIn.allowNothing();
    gpu.finish();
    Map<Long, Long> bytes = StandIn.written();
    launch.getWrites().stream()
        .map(Storage::root)
        .distinct()
        .forEach(each -> written.merge(each, bytes.getOrDefault(address(each), 0L), Long::sum));
  }

  private static void allow(String kind, List<Storage> storages, boolean written) {
    for (Storage each : storages) {
      StandIn.allow(kind + ", " + each, address(each), each.getBytes(), written);
    }
  }

  private static long address(Storage storage) {
    return ((DeviceMemory) storage.getMemory()).getAddress() + storage.getByteOffset();
  }

  /** Numbers from 0 to 1. */
  private void fill(DeviceMemory memory) {
    Random random = new Random(1);
    ByteBuffer numbers = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.nativeOrder());
    while (numbers.hasRemaining()) {
      numbers.putFloat(random.nextFloat());
    }
    for (long done = 0; done < memory.getBytes(); done += CHUNK) {
      numbers.clear().limit((int) Math.min(CHUNK, memory.getBytes() - done));
      gpu.upload(numbers, memory, done);
    }
  }

  @Override
  public DeviceMemory allocate(long bytes, String purpose) {
    DeviceMemory memory = gpu.allocate(Math.max(1, bytes), purpose);
    memories.add(memory);
    return memory;
  }

  @Override
  public void prepare(List<KernelText> wanted) {
    gpu.prepare(wanted);
  }

  @Override
  public void launch(KernelText kernel, long... addresses) {
    gpu.launch(kernel, addresses);
  }

  @Override
  public void finish() {
    gpu.finish();
  }

  /** Frees the memory of the programs so far. */
  void free() {
    memories.forEach(DeviceMemory::free);
    memories.clear();
  }

  @Override
  public void close() {
    free();
    gpu.close();
    StandIn.set("watched", 0);
  }
}
