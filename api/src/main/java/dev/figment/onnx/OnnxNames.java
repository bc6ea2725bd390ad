package dev.figment.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names that are used once. */
final class OnnxNames {
  private final Set<String> used = new HashSet<>();
  private final Map<String, Integer> counters = new HashMap<>();

  /** Takes a name as it is; false if it is taken already. */
  boolean reserve(String name) {
    return used.add(name);
  }

  /** The wish itself if it is still free, else the wish and a number. */
  String fresh(String wish) {
    if (used.add(wish)) {
      return wish;
    }
    int next = counters.getOrDefault(wish, 1);
    String name = wish + "_" + next;
    while (!used.add(name)) {
      next++;
      name = wish + "_" + next;
    }
    counters.put(wish, next + 1);
    return name;
  }
}
