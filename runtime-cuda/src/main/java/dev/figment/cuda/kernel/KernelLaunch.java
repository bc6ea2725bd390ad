package dev.figment.cuda.kernel;

import dev.figment.compile.Storage;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Kernels made of text, one after another. */
final class KernelLaunch extends Launch {
  private final String name;
  private final List<KernelText> kernels;
  private final List<Operand> operands;
  private final List<Storage> scratch = new ArrayList<>();
  private final Set<Storage> aligned;
  private final List<long[]> addresses = new ArrayList<>();
  private final @Nullable FusedLoop loop;

  /**
   * Prepares.
   *
   * @param operands that the kernels' parameters name by number
   * @param scratch the elements of each scratch memory, of 4 bytes each
   * @param loop of which it is made; null if of none
   */
  KernelLaunch(
      String name,
      List<KernelText> kernels,
      List<Operand> operands,
      List<Integer> scratch,
      Set<Storage> aligned,
      @Nullable FusedLoop loop) {
    this.loop = loop;
    this.name = name;
    this.kernels = kernels;
    this.operands = operands;
    this.aligned = aligned;
    for (int elements : scratch) {
      this.scratch.add(scratch(4L * elements));
    }
  }

  /** One that is made of no loop. */
  KernelLaunch(String name, KernelText kernel, List<Operand> operands) {
    this(name, List.of(kernel), operands, List.of(), Set.of(), null);
  }

  /** The loop of which it is made; null if of none. */
  @Nullable FusedLoop loop() {
    return loop;
  }

  KernelLaunch reads(Storage storage) {
    reading(storage);
    return this;
  }

  KernelLaunch writes(Storage storage) {
    writing(storage);
    return this;
  }

  KernelLaunch works(Storage storage) {
    working(storage);
    return this;
  }

  /** Whether it is one kernel, which can be a part of another one. */
  boolean joins() {
    return kernels.size() == 1;
  }

  /** What its kernel takes, in the order of its parameters. */
  List<Operand> operands() {
    return kernels.get(0).getParameters().stream().map(this::operand).toList();
  }

  private Operand operand(Parameter parameter) {
    return parameter.isScratch()
        ? new Operand(scratch.get(parameter.getNumber()), 0)
        : operands.get(parameter.getNumber());
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public List<KernelText> getKernels() {
    return kernels;
  }

  @Override
  public boolean isAligned(Storage storage) {
    return aligned.contains(storage);
  }

  @Override
  public void bind(Device device) {
    for (KernelText kernel : kernels) {
      addresses.add(
          kernel.getParameters().stream()
              .mapToLong(parameter -> operand(parameter).address())
              .toArray());
    }
  }

  @Override
  public void run(Device device) {
    for (int i = 0; i < kernels.size(); i++) {
      device.launch(kernels.get(i), addresses.get(i));
    }
  }
}
