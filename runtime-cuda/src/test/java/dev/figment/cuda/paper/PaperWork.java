package dev.figment.cuda.paper;

import dev.figment.DType;
import dev.figment.Precision;
import dev.figment.cuda.driver.ConvSpec;
import dev.figment.cuda.source.KernelText;
import dev.figment.graph.Program;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import dev.figment.testing.StepCase;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the library's recipes and the conformance suite ask a GPU for in a precision, with what
 * follows products and convolutions and without.
 */
public final class PaperWork {
  private static final int BATCH = 64;

  private final Set<ConvSpec> convolutions = new LinkedHashSet<>();
  private final Map<String, KernelText> kernels = new LinkedHashMap<>();

  public PaperWork(Precision precision) {
    for (String name : Presets.names()) {
      Presets.programs(name, BATCH, precision).forEach(this::add);
    }
    for (OpCase row : OpCases.all()) {
      for (int order = 0; order <= row.getOrder(); order++) {
        add(row.build(DType.F32, order, precision).getProgram());
      }
    }
    StepCase.all().forEach(row -> add(row.build(precision)));
  }

  private void add(Program program) {
    for (boolean epilogues : new boolean[] {true, false}) {
      PaperDevice device = new PaperDevice(epilogues);
      PaperPlan plan = new PaperPlan(program, device, 1);
      convolutions.addAll(device.getConvolutions());
      plan.kernels().forEach(kernel -> kernels.put(kernel.getName(), kernel));
    }
  }

  public Set<ConvSpec> getConvolutions() {
    return convolutions;
  }

  public Collection<KernelText> getKernels() {
    return kernels.values();
  }
}
