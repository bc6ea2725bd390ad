package dev.figment.cuda.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Precision;
import dev.figment.compile.Storage;
import dev.figment.cuda.driver.DeviceMemory;
import dev.figment.cuda.kernel.Launch;
import dev.figment.graph.Program;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the values of the library's recipes lie, in training and in use. */
class PresetPlansTest {
  private static final int[] BATCHES = {2, 6, 64};

  static List<String> names() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void no_value_is_overwritten_before_it_is_read(String name) {
    for (int batch : BATCHES) {
      for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
        List<Program> programs = Presets.programs(name, batch, precision);
        assertThat(programs).hasSizeGreaterThan(2);
        programs.forEach(program -> new PaperPlan(program).check());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void launches_point_to_what_they_say_and_nothing_else(String name) {
    for (Precision precision : List.of(Precision.FP32, Precision.FP16)) {
      Presets.programs(name, 6, precision).forEach(PresetPlansTest::checkAddresses);
    }
  }

  private static void checkAddresses(Program program) {
    for (int large : new int[] {0, 4096}) {
      PaperPlan plan = new PaperPlan(program, large);
      for (Launch launch : plan.launches()) {
        plan.device().forget();
        launch.bind(plan.device());
        launch.run(plan.device());
        for (long address : plan.device().read()) {
          assertThat(lies(address, launch.getReads()) || lies(address, launch.getScratch()))
              .as("%s of program %s reads what it says", launch.getName(), program.getName())
              .isTrue();
        }
        for (long address : plan.device().written()) {
          assertThat(lies(address, launch.getWrites()) || lies(address, launch.getScratch()))
              .as("%s of program %s writes what it says", launch.getName(), program.getName())
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void two_replicas_lose_no_value_either_and_exchange_once_in_each_phase(String name) {
    List<Program> shared =
        Presets.programs(name, 12, Precision.FP32, 2).stream()
            .filter(each -> each.getReplicas() == 2)
            .toList();
    assertThat(shared).isNotEmpty();
    for (Program program : shared) {
      PaperPlan plan = new PaperPlan(program);
      plan.check();
      assertThat(plan.launches().stream().filter(launch -> launch.getExchanged().length > 0))
          .hasSize(1);
    }
  }

  private static boolean lies(long address, List<Storage> storages) {
    return storages.stream()
        .anyMatch(
            storage -> {
              long start =
                  ((DeviceMemory) storage.getMemory()).getAddress() + storage.getByteOffset();
              return address >= start && address < start + Math.max(1, storage.getBytes());
            });
  }
}
