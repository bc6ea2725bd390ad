package dev.figment.cpu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.DType;
import dev.figment.backend.Probe;
import dev.figment.compile.Plan;
import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.dnnl.NativeBlock;
import dev.figment.cpu.kernel.Kernel;
import dev.figment.graph.Program;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import dev.figment.testing.PlanOracle;
import dev.figment.testing.RandomPrograms;
import dev.figment.testing.StepCase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where values lie that kernels of one phase read and write at the same time. */
class CpuPlansTest {
  private static Dnnl dnnl;

  @BeforeAll
  static void open_the_library_if_it_works_here() {
    Probe probe = new CpuProvider().probe();
    assumeTrue(probe.isAvailable(), probe.getReason());
    dnnl = Dnnl.open();
  }

  private static void check(Program program) {
    Variables variables = new Variables();
    NativeResources resources = new NativeResources();
    try {
      Plan<Kernel> plan = Plan.of(program, new CpuKernels(dnnl, 2, variables, resources));
      plan.getPhases().forEach(phase -> phase.forEach(resources::own));
      NativeBlock arena = NativeBlock.allocate(plan.getArenaBytes(), program.getName());
      resources.own(arena);
      plan.place(arena);
      PlanOracle.check(plan, arena);
    } catch (AssertionError lost) {
      throw new AssertionError("program " + program.getName() + ": " + lost.getMessage(), lost);
    } finally {
      resources.free();
      variables.free();
    }
  }

  @Test
  void no_value_of_random_steps_is_overwritten_before_it_is_read() {
    for (int seed = 0; seed < 200; seed++) {
      check(RandomPrograms.of(seed));
    }
  }

  @Test
  void no_value_of_the_conformance_cases_is_overwritten_before_it_is_read() {
    for (OpCase row : OpCases.all()) {
      for (int order = 0; order <= row.getOrder(); order++) {
        check(row.build(DType.F32, order).getProgram());
      }
    }
    for (StepCase row : StepCase.all()) {
      check(row.build());
    }
  }
}
