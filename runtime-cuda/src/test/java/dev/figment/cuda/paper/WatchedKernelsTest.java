package dev.figment.cuda.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.DType;
import dev.figment.Precision;
import dev.figment.compile.Storage;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Program;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import dev.figment.testing.StepCase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the threads of kernels read and write: only values that their launch names, within their
 * bounds and aligned, all of what is written, shared memory only where it was written, and nothing
 * that another thread writes without a barrier, or a ticket and fences, between.
 *
 * <p>Here the models of the benchmarks take few examples; {@code -Dfigment.watch=64} takes that
 * many, of all presets, and prints what each kernel moves.
 */
class WatchedKernelsTest {
  private static final int FEW = 6;
  private static final int WATCH = Integer.getInteger("figment.watch", 0);

  /**
   * Sectors of 32 bytes that warps ask for, for each that a launch needs: 17 where all threads of
   * an embedding's gradient look through all rows, else below 11.
   */
  private static final double MOST_REQUESTS = 20;

  /** The same of blocks, which keep what they read once. */
  private static final double MOST_OF_BLOCKS = 2;

  private static final long LARGE = 1 << 16;

  static List<String> presets() {
    return WATCH > 0
        ? Presets.names()
        : List.of("dense VAE", "VAE of colours", "DCGAN of 64", "WGAN-GP");
  }

  @BeforeAll
  static void needsACompiler() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP32", "BF16"})
  void kernels_of_the_conformance_suite_touch_what_they_may(Precision precision) {
    List<Program> programs = new ArrayList<>();
    for (OpCase row : OpCases.all()) {
      for (int order = 0; order <= row.getOrder(); order++) {
        programs.add(row.build(DType.F32, order, precision).getProgram());
      }
    }
    StepCase.all().forEach(row -> programs.add(row.build(precision)));
    try (WatchedDevice device = new WatchedDevice()) {
      check(device, programs, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void kernels_of_presets_touch_what_they_may_and_neighbours_lie_side_by_side(String name) {
    int batch = WATCH > 0 ? WATCH : FEW;
    Stream<Precision> precisions =
        WATCH > 0 ? Stream.of(Precision.FP32, Precision.BF16) : Stream.of(Precision.FP32);
    precisions.forEach(precision -> checkPreset(name, batch, precision));
  }

  private static void checkPreset(String name, int batch, Precision precision) {
    try (WatchedDevice device = new WatchedDevice()) {
      Traffic.taken();
      for (Program program : Presets.programs(name, batch, precision)) {
        if (WATCH > 0 || !program.getUpdates().isEmpty()) {
          check(device, List.of(program), 4096);
        }
      }
      List<Traffic> moved = Traffic.taken();
      assertThat(moved).isNotEmpty();
      if (WATCH > 0) {
        System.out.println(name + ", " + precision);
        moved.forEach(System.out::println);
      }
      for (Traffic each : moved) {
        if (each.bytes() > LARGE * each.launches()) {
          assertThat(each.requests()).as("%s", each).isLessThan(MOST_REQUESTS);
          assertThat(each.blocks()).as("%s", each).isLessThan(MOST_OF_BLOCKS);
        }
      }
    }
  }

  private static void check(WatchedDevice device, List<Program> programs, int large) {
    List<PaperPlan> plans = new ArrayList<>();
    programs.forEach(program -> plans.add(new PaperPlan(program, device, large)));
    device.prepare(plans.stream().flatMap(plan -> plan.kernels().stream()).toList());
    for (int i = 0; i < plans.size(); i++) {
      List<Storage> unwritten = device.run(plans.get(i));
      String name = programs.get(i).getName();
      assertThat(StandIn.found()).as("program %s", name).isEmpty();
      assertThat(unwritten).as("what program %s leaves unwritten in part", name).isEmpty();
    }
    device.free();
  }
}
