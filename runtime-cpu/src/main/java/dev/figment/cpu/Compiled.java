package dev.figment.cpu;

import dev.figment.FigmentException;
import dev.figment.backend.Footprint;
import dev.figment.compile.Plan;
import dev.figment.compile.View;
import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.dnnl.NativeBlock;
import dev.figment.cpu.kernel.Kernel;
import dev.figment.graph.Program;
import java.util.ArrayList;
import java.util.List;

/** A program as phases of bound kernels, with the memory that they work in. */
final class Compiled {
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final List<Phase> phases = new ArrayList<>();
  private final NativeResources resources = new NativeResources();

  private final Footprint footprint;

  Compiled(Program program, Dnnl dnnl, int workers, Variables variables) {
    try {
      Dnnl precise = dnnl.with(program.getPrecision());
      Plan<Kernel> plan = Plan.of(program, new CpuKernels(precise, workers, variables, resources));
      NativeBlock arena =
          NativeBlock.allocate(plan.getArenaBytes(), "program " + program.getName());
      resources.own(arena);
      plan.place(arena);
      for (View input : plan.getInputs()) {
        inputs.add(new Port(input));
      }
      for (View output : plan.getOutputs()) {
        outputs.add(new Port(output));
      }
      for (List<Kernel> phase : plan.getPhases()) {
        phase.forEach(this::bind);
        phases.add(new Phase(phase, workers));
      }
      int kernels = plan.getPhases().stream().mapToInt(List::size).sum();
      footprint = Footprint.of(kernels, plan.getArenaBytes(), plan.getWork().getBytes());
    } catch (RuntimeException | Error failed) {
      resources.free();
      throw failed;
    }
  }

  private void bind(Kernel kernel) {
    resources.own(kernel);
    try {
      kernel.bind();
    } catch (FigmentException known) {
      throw known;
    } catch (RuntimeException refused) {
      throw new FigmentException(refused, kernel.getName() + " could not be prepared: " + refused);
    }
  }

  List<Port> getInputs() {
    return inputs;
  }

  List<Port> getOutputs() {
    return outputs;
  }

  List<Phase> getPhases() {
    return phases;
  }

  Footprint getFootprint() {
    return footprint;
  }

  NativeResources getResources() {
    return resources;
  }
}
