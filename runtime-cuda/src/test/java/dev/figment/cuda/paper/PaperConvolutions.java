package dev.figment.cuda.paper;

import dev.figment.DType;
import dev.figment.Precision;
import dev.figment.cuda.driver.ConvSpec;
import dev.figment.graph.Program;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import dev.figment.testing.StepCase;
import java.util.LinkedHashSet;
import java.util.Set;

/** Every convolution that the library's recipes and the conformance suite ask a GPU for. */
public final class PaperConvolutions {
  private static final int BATCH = 64;

  private final Set<ConvSpec> all = new LinkedHashSet<>();

  private PaperConvolutions() {}

  /** In each precision, with what follows them and without. */
  public static Set<ConvSpec> all() {
    PaperConvolutions convolutions = new PaperConvolutions();
    for (Precision precision : Precision.values()) {
      convolutions.presets(precision);
      convolutions.suite(precision);
    }
    return convolutions.all;
  }

  private void presets(Precision precision) {
    for (String name : Presets.names()) {
      Presets.programs(name, BATCH, precision).forEach(this::add);
    }
  }

  private void suite(Precision precision) {
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
      new PaperPlan(program, device, 1);
      all.addAll(device.getConvolutions());
    }
  }
}
