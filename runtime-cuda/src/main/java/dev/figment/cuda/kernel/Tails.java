package dev.figment.cuda.kernel;

import dev.figment.compile.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets reductions go on with what is done to their results: the factor of a batch norm is computed
 * where its variance is, and not by a launch of its own, which would be waited for.
 */
final class Tails {
  private final List<Launch> result = new ArrayList<>();

  /** The number of a value's last writer in the result. */
  private final Map<Storage, Integer> writers = new HashMap<>();

  /** Values that nobody waits for until the end of the program. */
  private final Set<Storage> late;

  /** Values of which several launches write parts. */
  private final Set<Storage> shared = new HashSet<>();

  private Tails(List<Launch> launches, Set<Storage> updates) {
    this.late = new HashSet<>(updates);
    Set<Storage> written = new HashSet<>();
    for (Launch launch : launches) {
      launch.getWrites().stream().filter(storage -> !written.add(storage)).forEach(shared::add);
      launch.getReads().forEach(late::remove);
    }
  }

  /**
   * Makes fewer of these launches, which could run one after another.
   *
   * @param updates new values of variables, which are one launch at the end if nobody reads them
   */
  static void join(List<Launch> launches, Set<Storage> updates) {
    Tails tails = new Tails(launches, updates);
    launches.forEach(tails::add);
    launches.clear();
    launches.addAll(tails.result);
  }

  private void add(Launch launch) {
    int last = -1;
    for (Storage storage : launch.getReads()) {
      last = Math.max(last, writers.getOrDefault(storage, -1));
    }
    Launch joined = last >= 0 && isWorthwhile(launch) ? joined(result.get(last), launch) : null;
    int place = joined == null ? result.size() : last;
    if (joined == null) {
      result.add(launch);
    } else {
      result.set(last, joined);
    }
    launch.getWrites().forEach(storage -> writers.put(storage, place));
  }

  /** Whether it is wanted before the end, and nobody else writes parts of the same. */
  private boolean isWorthwhile(Launch launch) {
    return launch.getWrites().stream().noneMatch(shared::contains)
        && !late.containsAll(launch.getWrites());
  }

  /** The first, which goes on with what the second does; null if it cannot. */
  private static @Nullable Launch joined(Launch first, Launch second) {
    FusedLoop loop = first instanceof KernelLaunch ? ((KernelLaunch) first).loop() : null;
    FusedLoop next = second instanceof KernelLaunch ? ((KernelLaunch) second).loop() : null;
    return loop != null && next != null && loop.goOn(next) ? loop.build() : null;
  }
}
