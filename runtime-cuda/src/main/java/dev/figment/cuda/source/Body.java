package dev.figment.cuda.source;

import dev.figment.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a kernel does with one element of its loop, or with four neighbours: reads, computes, writes
 * and adds up. Only what these ends need is there.
 */
final class Body {
  private static final Pattern INDEX = Pattern.compile("\\bi\\b");

  private final int lanes;
  private final Map<Value, String> names = new LinkedHashMap<>();
  private final Set<Parameter> parameters = new LinkedHashSet<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> wideLoads = new ArrayList<>();
  private final List<String> each = new ArrayList<>();
  private final List<String> wideStores = new ArrayList<>();

  /** Of one element, or of {@link Access#LANES}. */
  Body(int lanes) {
    this.lanes = lanes;
  }

  /** Writes a value. */
  void store(Value value, Access to) {
    String name = name(value);
    parameters.add(to.parameter());
    if (lanes > 1 && to.isWide()) {
      String vector = "y" + to.pointer();
      String type = Value.type(to.dtype());
      wideLoads.add("alignas(16) " + type + " " + vector + "[" + lanes + "];");
      each.add(vector + "[l] = " + name + ";");
      wideStores.add(
          "*("
              + vector(to.dtype())
              + "*)("
              + to.pointer()
              + " + "
              + to.index("e")
              + ") = *(const "
              + vector(to.dtype())
              + "*)"
              + vector
              + ";");
    } else {
      each.add(to.pointer() + "[" + to.index("i") + "] = " + name + ";");
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
    String type = Value.type(from.dtype());
    String name = "x" + from.pointer();
    if (from.isPoint()) {
      before.add("const " + type + " " + name + " = " + from.pointer() + "[0];");
      return name;
    }
    if (lanes > 1 && from.isWide()) {
      wideLoads.add("alignas(16) " + type + " " + name + "[" + lanes + "];");
      wideLoads.add(
          "*("
              + vector(from.dtype())
              + "*)"
              + name
              + " = *(const "
              + vector(from.dtype())
              + "*)("
              + from.pointer()
              + " + "
              + from.index("e")
              + ");");
      return name + "[l]";
    }
    if (lanes > 1 && from.isShared()) {
      wideLoads.add(scalar(type, name, from, "e"));
      return name;
    }
    each.add(scalar(type, name, from, "i"));
    return name;
  }

  private static String scalar(String type, String name, Access from, String element) {
    return "const " + type + " " + name + " = " + from.pointer() + "[" + from.index(element) + "];";
  }

  private static String vector(DType dtype) {
    return Value.type(dtype) + Access.LANES;
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
    if (each.stream().anyMatch(INDEX.asPredicate())) {
      lines.add("const int i = e" + (lanes > 1 ? " + l" : "") + ";");
    }
    each.forEach(lines::add);
    if (lanes > 1) {
      lines.close();
    }
    wideStores.forEach(lines::add);
  }
}
