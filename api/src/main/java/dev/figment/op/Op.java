package dev.figment.op;

import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instruction: its shape rule, its gradient, its slow and obvious implementation, its ONNX
 * form.
 *
 * <p>An op is an immutable value. Two ops are equal when their {@link #toString() text} is, so the
 * text must hold every attribute that changes the result.
 */
public abstract class Op {
  /** The name in program texts and error messages, for example {@code matMul}. */
  public abstract String getName();

  /** The attributes as text, for example {@code axes=[0]}; empty when there are none. */
  public String getAttributes() {
    return "";
  }

  /**
   * The type of the result.
   *
   * @throws FigmentException if the inputs do not fit, with fact and cure
   */
  public abstract TensorType infer(List<TensorType> inputs);

  /**
   * The gradient with respect to each input, as new nodes; {@code null} where it is zero.
   *
   * @param output the node of this op
   * @param gradient of the loss with respect to that node, of its shape
   */
  public abstract List<@Nullable Tensor> gradient(Tensor output, Tensor gradient);

  /**
   * Computes the result in double precision, element by element: the judge of every backend.
   *
   * @param inputs in {@code F64}, whatever the program's types
   * @param type of the result; the batch is not free
   */
  public abstract NdArray reference(List<NdArray> inputs, TensorType type);

  /**
   * The products that the op adds up, those with a padding's zeros among them: what work is counted
   * by. Ops that are no sums of products have none.
   *
   * @param output the node of this op; its batch is not free
   */
  public long multiplyAdds(Tensor output) {
    return 0;
  }

  /**
   * Writes the op as ONNX nodes and returns the name of the result.
   *
   * <p>Ops that have no meaning in inference keep this default, which refuses.
   */
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    throw nodes.refuse(output, "it belongs to training and has no ONNX form");
  }

  /** Checks the number of inputs. */
  protected final void expect(List<TensorType> inputs, int count) {
    if (inputs.size() != count) {
      throw new FigmentException(getName() + " takes " + count + " inputs, not " + inputs.size());
    }
  }

  /** Checks that all inputs are real numbers of one element type. */
  protected final void expectReals(List<TensorType> inputs) {
    for (TensorType input : inputs) {
      if (!input.getDtype().isFloating() || input.getDtype() != inputs.get(0).getDtype()) {
        throw new FigmentException(
            getName() + " takes real numbers of one type, not " + inputs, "cast(F32) first");
      }
    }
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Op && toString().equals(other.toString());
  }

  @Override
  public final int hashCode() {
    return toString().hashCode();
  }

  /** For example {@code sum(axes=[0])}. */
  @Override
  public final String toString() {
    return getAttributes().isEmpty() ? getName() : getName() + "(" + getAttributes() + ")";
  }
}
