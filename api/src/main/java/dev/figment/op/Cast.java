package dev.figment.op;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The same numbers as another element type; toward integers the fraction is cut off. */
public final class Cast extends Op {
  private final DType to;

  public Cast(DType to) {
    this.to = to;
  }

  @Override
  public String getName() {
    return "cast";
  }

  @Override
  public String getAttributes() {
    return to.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    expect(inputs, 1);
    return TensorType.of(to, inputs.get(0).getShape());
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor output, Tensor g) {
    DType from = output.inputs().get(0).getDtype();
    return Collections.singletonList(from.isFloating() && to.isFloating() ? g.cast(from) : null);
  }

  @Override
  public NdArray reference(List<NdArray> inputs, TensorType type) {
    double[] y = inputs.get(0).doubles().clone();
    for (int i = 0; i < y.length && to == DType.I32; i++) {
      y[i] = (int) y[i];
    }
    return NdArray.of(y, type.getShape());
  }

  @Override
  public String onnx(OnnxNodes nodes, Tensor output, List<String> inputs) {
    return nodes.node("Cast", inputs, "to", OnnxTypes.of(to));
  }
}
