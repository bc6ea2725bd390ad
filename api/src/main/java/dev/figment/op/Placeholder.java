package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that comes from outside: an input of the program, or a variable as the step begins. */
public final class Placeholder extends Op {
  private final String kind;
  private final String label;
  private final TensorType type;

  private Placeholder(String kind, String label, TensorType type) {
    this.kind = kind;
    this.label = label;
    this.type = type;
  }

  /** An input of the program. */
  public static Placeholder input(String name, TensorType type) {
    return new Placeholder("input", name, type);
  }

  /** A variable's value at the beginning of the step. */
  public static Placeholder variable(String name, TensorType type) {
    return new Placeholder("variable", name, type);
  }

  @Override
  public String getName() {
    return kind;
  }

  @Override
  public String getAttributes() {
    return label;
  }

  /** The name of the input or variable. */
  public String getLabel() {
    return label;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 0);
    return type;
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor gradient) {
    return Collections.emptyList();
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType unused) {
    throw new FigmentException(this + " has no value of its own; the backend supplies it");
  }
}
