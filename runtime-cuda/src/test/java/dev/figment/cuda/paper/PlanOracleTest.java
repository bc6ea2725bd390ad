package dev.figment.cuda.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.compile.Memory;
import dev.figment.compile.PlanMemory;
import dev.figment.compile.Storage;
import dev.figment.cuda.kernel.Launch;
import dev.figment.graph.Program;
import dev.figment.testing.PlanOracle;
import dev.figment.testing.RandomPrograms;
import dev.figment.testing.StepCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans that are wrong on purpose. */
class PlanOracleTest {
  private static Program step(String name) {
    return StepCase.all().stream()
        .filter(row -> row.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .build();
  }

  /** A plan whose values have a place of their own each, and the memory that this takes. */
  private static Memory spread(PaperPlan plan) {
    long bytes = 0;
    for (Storage storage : plan.plan().getPlaces().keySet()) {
      bytes += room(storage);
    }
    Memory arena = plan.device().allocate(bytes, "a large arena");
    long at = 0;
    for (Storage storage : plan.plan().getPlaces().keySet()) {
      storage.place(arena, at);
      at += room(storage);
    }
    return arena;
  }

  private static long room(Storage storage) {
    int line = PlanMemory.ALIGNMENT;
    return (storage.getBytes() / line + 1) * line;
  }

  private static boolean isFine(PaperPlan plan, Memory arena) {
    try {
      PlanOracle.check(plan.plan(), arena);
      return true;
    } catch (AssertionError caught) {
      return false;
    }
  }

  /** Whether a launch may write one of them over the other, element by element. */
  private static boolean mayShare(PaperPlan plan, Storage one, Storage other) {
    return plan.launches().stream()
        .anyMatch(launch -> launch.isAligned(one) && launch.isAligned(other));
  }

  @Test
  void two_values_in_one_place_are_caught_exactly_if_both_are_alive() {
    int together = 0;
    int apart = 0;
    for (int seed = 0; seed < 5; seed++) {
      PaperPlan plan = new PaperPlan(RandomPrograms.of(seed));
      Memory arena = spread(plan);
      assertThatCode(() -> PlanOracle.check(plan.plan(), arena)).doesNotThrowAnyException();
      List<Map.Entry<Storage, PlanMemory.Value>> all =
          new ArrayList<>(plan.plan().getPlaces().entrySet());
      for (int i = 0; i < all.size(); i++) {
        for (int j = 0; j < i; j++) {
          Storage small = all.get(i).getKey();
          Storage large = all.get(j).getKey();
          if (small.getBytes() == 0
              || small.getBytes() > large.getBytes()
              || mayShare(plan, small, large)) {
            continue;
          }
          boolean meet =
              all.get(i).getValue().getFirst() <= all.get(j).getValue().getLast()
                  && all.get(j).getValue().getFirst() <= all.get(i).getValue().getLast();
          long old = small.getByteOffset();
          small.place(arena, large.getByteOffset());
          assertThat(isFine(plan, arena))
              .as("seed %s: %s in the place of %s", seed, small, large)
              .isEqualTo(!meet);
          small.place(arena, old);
          together += meet ? 1 : 0;
          apart += meet ? 0 : 1;
        }
      }
    }
    assertThat(together).isGreaterThan(1000);
    assertThat(apart).isGreaterThan(1000);
  }

  @Test
  void says_whose_bytes_a_command_finds() {
    PaperPlan plan = new PaperPlan(step("vae"));
    Memory arena = spread(plan);
    Launch last = plan.launches().get(plan.launches().size() - 1);
    Storage read = last.getReads().stream().filter(Storage::isPlanned).findFirst().orElseThrow();
    Storage scratch = last.scratch(4);
    scratch.place(arena, read.getByteOffset());
    assertThatThrownBy(() -> PlanOracle.check(plan.plan(), arena))
        .hasMessageContaining(last.getName() + " in phase ")
        .hasMessageContaining("'" + read + "' at bytes " + read.getByteOffset());
  }

  @Test
  void commands_in_the_wrong_order_are_caught() {
    for (StepCase row : StepCase.all()) {
      int phases = new PaperPlan(row.build()).plan().getPhases().size();
      for (int i = 1; i < phases; i++) {
        PaperPlan plan = new PaperPlan(row.build());
        Memory arena = spread(plan);
        List<Launch> before = plan.plan().getPhases().get(i - 1);
        List<Launch> after = plan.plan().getPhases().get(i);
        List<Launch> both = new ArrayList<>(after);
        after.clear();
        after.addAll(before);
        before.clear();
        before.addAll(both);
        assertThat(isFine(plan, arena)).as("%s, phase %s", row, i).isFalse();
      }
    }
  }

  @Test
  void a_value_outside_the_arena_or_between_cache_lines_is_caught() {
    PaperPlan plan = new PaperPlan(step("Adam"));
    Memory arena = spread(plan);
    Storage storage = plan.plan().getPlaces().keySet().iterator().next();
    storage.place(arena, arena.getBytes());
    assertThatThrownBy(() -> PlanOracle.check(plan.plan(), arena))
        .hasMessageContaining("is not within the arena's " + arena.getBytes() + " bytes");
    storage.place(arena, 4);
    assertThatThrownBy(() -> PlanOracle.check(plan.plan(), arena))
        .hasMessageContaining("is not aligned");
    storage.place(plan.device().allocate(storage.getBytes(), "elsewhere"), 0);
    assertThatThrownBy(() -> PlanOracle.check(plan.plan(), arena))
        .hasMessageContaining("is not in the arena");
  }
}
