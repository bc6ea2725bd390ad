package dev.figment.cuda.kernel;

import dev.figment.cuda.source.JointText;
import java.util.ArrayList;
import java.util.List;

/** Makes one launch of launches that do not wait for one another. */
public final class Joined {
  private Joined() {}

  /**
   * The launches of one phase, with those that can be joined as one or, if they are many, a few.
   */
  public static List<Launch> of(List<Launch> phase) {
    List<Launch> result = new ArrayList<>();
    List<KernelLaunch> open = new ArrayList<>();
    int parameters = 0;
    int shared = 0;
    for (Launch launch : phase) {
      if (launch instanceof KernelLaunch kernel && kernel.joins()) {
        parameters += kernel.operands().size();
        shared += kernel.getKernels().get(0).getSharedBytes();
        if (parameters > JointText.MOST_PARAMETERS || shared > JointText.MOST_SHARED_BYTES) {
          flush(open, result);
          parameters = kernel.operands().size();
          shared = kernel.getKernels().get(0).getSharedBytes();
        }
        open.add(kernel);
      } else {
        result.add(launch);
      }
    }
    flush(open, result);
    return result;
  }

  private static void flush(List<KernelLaunch> open, List<Launch> result) {
    if (open.size() < 2) {
      result.addAll(open);
    } else {
      result.add(join(open));
    }
    open.clear();
  }

  private static KernelLaunch join(List<KernelLaunch> parts) {
    String name = parts.get(0).getName() + " and " + (parts.size() - 1) + " more";
    List<Operand> operands = new ArrayList<>();
    parts.forEach(part -> operands.addAll(part.operands()));
    var text = JointText.of(name, parts.stream().map(part -> part.getKernels().get(0)).toList());
    KernelLaunch joined = new KernelLaunch(name, text, operands);
    for (KernelLaunch part : parts) {
      part.getReads().forEach(joined::reads);
      part.getWrites().forEach(joined::writes);
      part.getScratch().forEach(joined::works);
    }
    return joined;
  }
}
