package dev.figment.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every case of every op, and compositions of them: one list for all backends and all proofs. */
public final class OpCases {
  private static final List<OpCase> ALL = collect();

  private OpCases() {}

  /** All cases, in a fixed order, with names of their own. */
  public static List<OpCase> all() {
    return ALL;
  }

  private static List<OpCase> collect() {
    List<OpCase> cases = new ArrayList<>();
    cases.addAll(PointwiseCases.all());
    cases.addAll(ProductCases.all());
    cases.addAll(WindowCases.all());
    cases.addAll(ShapeCases.all());
    cases.addAll(CompositionCases.all());
    return Collections.unmodifiableList(cases);
  }
}
