package dev.figment.cpu;

import dev.figment.cpu.dnnl.NativeBlock;
import dev.figment.cpu.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;

/** The native memory and primitives of one program, freed together and once. */
final class NativeResources {
  private final List<NativeBlock> blocks = new ArrayList<>();
  private final List<Kernel> kernels = new ArrayList<>();

  synchronized void own(NativeBlock block) {
    blocks.add(block);
  }

  synchronized void own(Kernel kernel) {
    kernels.add(kernel);
  }

  synchronized void free() {
    kernels.forEach(Kernel::free);
    blocks.forEach(NativeBlock::free);
    kernels.clear();
    blocks.clear();
  }
}
