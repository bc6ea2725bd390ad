package dev.figment.cuda.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a kernel does with one element of its loop, or with a few neighbours: reads, computes,
 * writes and adds up. Only what these ends need is there. All is read before anything is written,
 * since a variable may be overwritten by its new value.
 */
final class Body {
  private static final Pattern INDEX = Pattern.compile("\\bi\\b");

  private final int lanes;
  private final Map<Value, String> names = new LinkedHashMap<>();
  private final Set<Parameter> parameters = new LinkedHashSet<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> wideLoads = new ArrayList<>();
  private final List<String> each = new ArrayList<>();
  private final List<String> stores = new ArrayList<>();
  private final List<String> wideStores = new ArrayList<>();

  /** Of so many elements. */
  Body(int lanes) {
    this.lanes = lanes;
  }

  /** Says what a value is called that was computed before. */
  void know(Value value, String name) {
    names.put(value, name);
  }

  /** Writes a value. */
  void store(Value value, Access to) {
    String name = name(value);
    parameters.add(to.parameter());
    if (lanes > 1 && to.isWide(lanes)) {
      String vector = "y" + to.pointer();
      String type = Value.type(to.format());
      wideLoads.add("alignas(16) " + type + " " + vector + "[" + lanes + "];");
      each.add(vector + "[l] = " + Value.stored(to.format(), name) + ";");
      String words = words(to);
      for (int at = 0; at < lanes; at += to.together(lanes)) {
        wideStores.add(
            "*("
                + words
                + "*)"
                + place(to, at)
                + " = *(const "
                + words
                + "*)"
                + at(vector, at)
                + ";");
      }
    } else {
      stores.add(to.parameter().store(to.index("i"), name));
    }
  }

  /** Combines a value with an accumulator. */
  void accumulate(Value value, String accumulator, boolean max) {
    each.add(accumulator + " = " + combined(accumulator, name(value), max) + ";");
  }

  /** Two partial results as one. */
  static String combined(String left, String right, boolean max) {
    return max ? "maximum(" + left + ", " + right + ")" : left + " + " + right;
  }

  private String name(Value value) {
    String known = names.get(value);
    if (known == null) {
      known = value.access() == null ? compute(value) : load(value.access());
      names.put(value, known);
    }
    return known;
  }

  private String compute(Value value) {
    if (value.operands().isEmpty() && !value.expression().contains("$e")) {
      return value.expression();
    }
    String expression = value.expression().replace("$e", "i");
    for (int i = 0; i < value.operands().size(); i++) {
      expression = expression.replace("$" + i, name(value.operands().get(i)));
    }
    String name = "v" + names.size();
    each.add("const " + Value.type(value.dtype()) + " " + name + " = " + expression + ";");
    return name;
  }

  private String load(Access from) {
    parameters.add(from.parameter());
    String name = "x" + from.pointer();
    if (from.isPoint()) {
      before.add(scalar(name, from, "0"));
    } else if (lanes > 1 && from.isWide(lanes)) {
      return loadWide(name, from);
    } else if (lanes > 1 && from.isShared(lanes)) {
      wideLoads.add(scalar(name, from, from.index("e")));
    } else {
      each.add(scalar(name, from, from.index("i")));
    }
    return name;
  }

  private String loadWide(String name, Access from) {
    boolean half = from.format().isHalf();
    String vector = half ? "h" + from.pointer() : name;
    String words = words(from);
    wideLoads.add("alignas(16) " + Value.type(from.format()) + " " + vector + "[" + lanes + "];");
    for (int at = 0; at < lanes; at += from.together(lanes)) {
      wideLoads.add(
          "*("
              + words
              + "*)"
              + at(vector, at)
              + " = *(const "
              + words
              + "*)"
              + place(from, at)
              + ";");
    }
    if (!half) {
      return vector + "[l]";
    }
    each.add("const float " + name + " = " + Value.loaded(from.format(), vector + "[l]") + ";");
    return name;
  }

  private static String scalar(String name, Access from, String index) {
    String type = Value.type(from.format().getDtype());
    return "const " + type + " " + name + " = " + from.parameter().load(index) + ";";
  }

  /** What is moved at once: {@code float4}, say. */
  private String words(Access access) {
    int words = access.together(lanes) * access.format().getBytes() / 4;
    return (access.format().isHalf() ? "uint" : Value.type(access.format())) + words;
  }

  private static String place(Access access, int at) {
    return "(" + access.pointer() + " + " + access.index("e") + (at > 0 ? " + " + at : "") + ")";
  }

  private static String at(String vector, int at) {
    return at > 0 ? "(" + vector + " + " + at + ")" : vector;
  }

  /** The pointers that it uses. */
  List<Parameter> parameters() {
    return new ArrayList<>(parameters);
  }

  /** What is done once, before the loop. */
  void writeBefore(Lines lines) {
    before.forEach(lines::add);
  }

  /** What is done with the element, or the elements, from number {@code e} on. */
  void write(Lines lines) {
    wideLoads.forEach(lines::add);
    if (lanes > 1) {
      lines.add("#pragma unroll");
      lines.open("for (int l = 0; l < " + lanes + "; ++l) {");
    }
    if (Stream.of(each, stores).flatMap(List::stream).anyMatch(INDEX.asPredicate())) {
      lines.add("const int i = e" + (lanes > 1 ? " + l" : "") + ";");
    }
    each.forEach(lines::add);
    stores.forEach(lines::add);
    if (lanes > 1) {
      lines.close();
    }
    wideStores.forEach(lines::add);
  }
}
