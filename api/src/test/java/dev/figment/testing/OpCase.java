package dev.figment.testing;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Precision;
import dev.figment.Tensor;
import dev.figment.graph.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small program about one op or one composition, with the numbers to run it on.
 *
 * <p>From one row come three programs: the value (order 0), the gradients of a random projection of
 * it (order 1), and the gradients of a random projection of those (order 2).
 */
public final class OpCase {
  /** Builds the value from inputs. */
  @FunctionalInterface
  public interface Body {
    Tensor build(CaseInputs in);
  }

  /** The output that is the last random projection, a single number. */
  public static final String DIFFERENTIATED = "differentiated";

  private final String name;
  private final Body body;
  private final int order;
  private final boolean exact;
  private final @Nullable String unchecked;

  private OpCase(String name, Body body, int order, boolean exact, @Nullable String unchecked) {
    this.name = name;
    this.body = body;
    this.order = order;
    this.exact = exact;
    this.unchecked = unchecked;
  }

  /** A case that is differentiable twice where its inputs are. */
  public static OpCase of(String name, Body body) {
    return new OpCase(name, body, 2, false, null);
  }

  /** Gradients are compared with the reference, but not with differences: there is a kink. */
  public OpCase kinked(String why) {
    return new OpCase(name, body, order, exact, why);
  }

  /** Only the value is compared. */
  public OpCase forwardOnly(String why) {
    return new OpCase(name, body, 0, exact, why);
  }

  /** Every backend must give the same bits. */
  public OpCase exact() {
    return new OpCase(name, body, order, true, unchecked);
  }

  public String getName() {
    return name;
  }

  /** The highest order of derivatives that backends are compared on. */
  public int getOrder() {
    return order;
  }

  public boolean isExact() {
    return exact;
  }

  /** Why gradients are not compared with differences; null if they are. */
  public @Nullable String getUnchecked() {
    return unchecked;
  }

  /** The program of an order in full precision, and what to run it on. */
  public Built build(DType dtype, int wanted) {
    return build(dtype, wanted, Precision.FP32);
  }

  /** The program of an order, and what to run it on. */
  public Built build(DType dtype, int wanted, Precision precision) {
    CaseInputs in = new CaseInputs(name, dtype);
    in.graph().precision(precision);
    List<Tensor> results = List.of(body.build(in));
    in.graph().output("value", results.get(0));
    Tensor projection = results.get(0);
    for (int i = 1; i <= wanted; i++) {
      projection = project(in, results);
      results = projection.gradients(in.parameters());
      for (int k = 0; k < results.size(); k++) {
        in.graph().output("order " + i + ", input " + k, results.get(k));
      }
    }
    if (wanted > 0) {
      in.graph().output(DIFFERENTIATED, projection);
    }
    return new Built(in, in.graph().build(name));
  }

  private static Tensor project(CaseInputs in, List<Tensor> values) {
    Tensor sum = null;
    for (Tensor value : values) {
      Tensor part = value.times(in.weights(value.getShape())).sum();
      sum = sum == null ? part : sum.plus(part);
    }
    return sum;
  }

  @Override
  public String toString() {
    return name;
  }

  /** A case as a program with numbers. */
  public static final class Built {
    private final CaseInputs inputs;
    private final Program program;

    Built(CaseInputs inputs, Program program) {
      this.inputs = inputs;
      this.program = program;
    }

    public Program getProgram() {
      return program;
    }

    /** The inputs' numbers, in the program's order. */
    public NdArray[] getArrays() {
      return inputs.arrays();
    }

    /** The inputs that gradients are taken with respect to. */
    public List<Tensor> getParameters() {
      return inputs.parameters();
    }
  }
}
