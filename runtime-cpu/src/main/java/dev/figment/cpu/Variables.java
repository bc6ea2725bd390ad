package dev.figment.cpu;

import dev.figment.cpu.dnnl.NativeBlock;
import dev.figment.graph.Variable;
import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.WeakHashMap;

/** The native memory of variables, for as long as the variable is reachable. */
final class Variables {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Map<Variable, NativeBlock> blocks = new WeakHashMap<>();

  /** The variable's memory; zeros at first. */
  NativeBlock get(Variable variable) {
    NativeBlock known = blocks.get(variable);
    if (known == null) {
      known = NativeBlock.allocate(variable.getType().getBytes(), "variable " + variable);
      blocks.put(variable, known);
      CLEANER.register(variable, known::free);
    }
    return known;
  }

  void free() {
    blocks.values().forEach(NativeBlock::free);
    blocks.clear();
  }
}
