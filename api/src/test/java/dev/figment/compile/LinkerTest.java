package dev.figment.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkerTest {
  private final Map<String, Storage> values = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  /** A command that can be a part of a launch, or, if its name begins with a library's, cannot. */
  private static final class Step extends Command {
    private final String name;

    Step(String name, List<Storage> reads, Storage written) {
      this.name = name;
      reads.forEach(this::reading);
      writing(written);
    }

    @Override
    public String getName() {
      return name;
    }

    boolean joins() {
      return !name.startsWith("library");
    }
  }

  private Storage value(String name, int bytes) {
    return values.computeIfAbsent(name, key -> Storage.planned(key, bytes));
  }

  /** Adds a command that writes a value of its own name, of so many bytes. */
  private void add(String name, int bytes, String... reads) {
    List<Storage> from = new ArrayList<>();
    for (String read : reads) {
      from.add(value(read, 0));
    }
    steps.add(new Step(name, from, value(name, bytes)));
  }

  private int[] gathered() {
    Linker<Step> linker = new Linker<>(steps);
    int[] phases = linker.phases();
    linker.gather(phases, Step::joins);
    return phases;
  }

  @Test
  void a_command_waits_for_company_if_nobody_waits_for_it() {
    add("scale", 4);
    add("library product", 100);
    add("library other", 100, "library product");
    add("loop", 100, "library other");
    add("update", 100, "loop", "scale");
    assertThat(gathered()).containsExactly(2, 0, 1, 2, 3);
  }

  @Test
  void of_several_phases_it_takes_the_one_that_moves_the_least() {
    add("scale", 4);
    add("library product", 100);
    add("large loop", 4000, "library product");
    add("library other", 10, "large loop");
    add("small loop", 40, "library other");
    add("last loop", 400, "small loop");
    assertThat(gathered()).containsExactly(3, 0, 1, 2, 3, 4);
  }

  @Test
  void what_it_waits_for_can_follow_it() {
    add("half", 4);
    add("scale", 4, "half");
    add("library product", 100);
    add("library other", 100, "library product");
    add("large loop", 4000, "library other");
    add("library last", 10, "large loop");
    add("small loop", 40, "library last");
    assertThat(gathered()).containsExactly(2, 4, 0, 1, 2, 3, 4);
  }

  @Test
  void it_stays_where_it_has_company_or_would_find_none() {
    add("random", 100);
    add("scale", 4);
    add("library product", 100, "random", "scale");
    add("loop", 100, "library product");
    assertThat(gathered()).containsExactly(0, 0, 1, 2);
  }
}
