package dev.figment.cuda;

import dev.figment.compile.Memory;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.driver.Opened;
import dev.figment.graph.Variable;
import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** A GPU's memory of variables, for as long as the variable is reachable. */
final class Variables {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Device device;
  private final Map<Variable, DeviceMemory> memories = new WeakHashMap<>();
  private final Set<DeviceMemory> dropped = ConcurrentHashMap.newKeySet();

  Variables(Device device) {
    this.device = device;
  }

  /** The variable's memory; zeros at first. */
  Memory get(Variable variable) {
    release();
    DeviceMemory known = memories.get(variable);
    if (known == null) {
      known = device.allocate(variable.getType().getBytes(), "variable " + variable);
      memories.put(variable, known);
      DeviceMemory memory = known;
      Set<DeviceMemory> later = dropped;
      CLEANER.register(variable, () -> later.add(memory));
    }
    return known;
  }

  /** Frees the memory of variables that are gone, on the thread that uses the device. */
  private void release() {
    dropped.removeIf(
        memory -> {
          memory.free();
          return true;
        });
  }

  /** The bytes of all variables' memory. */
  long getBytes() {
    return memories.values().stream().mapToLong(DeviceMemory::getBytes).sum();
  }

  /** Frees everything. */
  void free() {
    Opened opened = new Opened();
    memories.values().forEach(memory -> opened.add(memory::free));
    opened.add(this::release);
    memories.clear();
    opened.close();
  }
}
