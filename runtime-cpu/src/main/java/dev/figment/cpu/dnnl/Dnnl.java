package dev.figment.cpu.dnnl;

import dev.figment.FigmentException;
import dev.figment.Precision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/** oneDNN's engine for this processor: makes plans of primitives. */
public final class Dnnl {
  private static final dnnl.algorithm DIRECT = dnnl.algorithm.convolution_direct;

  private final engine cpu;
  private final Precision precision;

  private Dnnl(engine cpu, Precision precision) {
    this.cpu = cpu;
    this.precision = precision;
  }

  /** The same engine; it may round factors so far, where the processor gains by it. */
  public Dnnl with(Precision choice) {
    return new Dnnl(cpu, choice);
  }

  /** Loads the library and opens its engine. */
  public static Dnnl open() {
    Natives.load();
    return new Dnnl(new engine(engine.kind.cpu, 0), Precision.FP32);
  }

  /** A new stream, to be used by one thread. */
  public Stream stream() {
    return new Stream(new stream(cpu));
  }

  /** The product of two matrices, or of a batch of them. */
  public Plan matMul(Layout left, Layout right, Layout target) {
    return plan(
        "matMul",
        () -> new matmul.primitive_desc(cpu, left.raw, right.raw, target.raw, attr(), false),
        d -> {
          d.put(Role.SOURCE, left);
          d.put(Role.WEIGHTS, right);
          d.put(Role.TARGET, target);
        });
  }

  /** A copy from one layout to another. */
  public Plan reorder(Layout from, Layout to) {
    return plan(
        "reorder",
        () -> new reorder.primitive_desc(cpu, from.raw, cpu, to.raw, attr(), false),
        d -> {
          d.put(Role.SOURCE, from);
          d.put(Role.TARGET, to);
        });
  }

  /** A convolution. */
  public Plan convolution(Convolution window, Layout source, Layout weights, Layout target) {
    return plan(
        "conv",
        () -> forward(window, source, weights, target),
        d -> {
          d.put(Role.SOURCE, source);
          d.put(Role.WEIGHTS, weights);
          d.put(Role.TARGET, target);
        });
  }

  private convolution_forward.primitive_desc forward(
      Convolution window, Layout source, Layout weights, Layout target) {
    return new convolution_forward.primitive_desc(
        cpu,
        dnnl.prop_kind.forward_training,
        DIRECT,
        source.raw,
        weights.raw,
        target.raw,
        window.strides,
        window.dilations,
        window.padLow,
        window.padHigh,
        attr(),
        false);
  }

  /** The gradient of a convolution with respect to its source. */
  public Plan sourceGradient(Convolution window, Layout source, Layout weights, Layout target) {
    return plan(
        "convInputGrad",
        () ->
            new convolution_backward_data.primitive_desc(
                cpu,
                DIRECT,
                source.raw,
                weights.raw,
                target.raw,
                window.strides,
                window.dilations,
                window.padLow,
                window.padHigh,
                forward(window, source, weights, target),
                attr(),
                false),
        d -> {
          d.put(Role.SOURCE_GRADIENT, source);
          d.put(Role.WEIGHTS, weights);
          d.put(Role.TARGET_GRADIENT, target);
        });
  }

  /** The gradient of a convolution with respect to its weights. */
  public Plan weightsGradient(Convolution window, Layout source, Layout weights, Layout target) {
    return plan(
        "convWeightGrad",
        () ->
            new convolution_backward_weights.primitive_desc(
                cpu,
                DIRECT,
                source.raw,
                weights.raw,
                target.raw,
                window.strides,
                window.dilations,
                window.padLow,
                window.padHigh,
                forward(window, source, weights, target),
                attr(),
                false),
        d -> {
          d.put(Role.SOURCE, source);
          d.put(Role.WEIGHTS_GRADIENT, weights);
          d.put(Role.TARGET_GRADIENT, target);
        });
  }

  private primitive_attr attr() {
    primitive_attr attr = new primitive_attr();
    attr.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    attr.set_fpmath_mode(
        switch (precision) {
          case FP32, FP16 -> dnnl.fpmath_mode.strict;
          case TF32 -> dnnl.fpmath_mode.tf32;
          case BF16 -> dnnl.fpmath_mode.bf16;
        });
    return attr;
  }

  /** What the roles of a primitive's arguments are and which layouts were asked for. */
  @FunctionalInterface
  private interface Roles {
    void list(Map<Role, Layout> layouts);
  }

  private Plan plan(String name, Supplier<primitive_desc_base> maker, Roles roles) {
    // A plan keeps the number of threads that it was made for, whoever executes it.
    Natives.useCallingThreadOnly();
    primitive_desc_base desc;
    try {
      desc = maker.get();
    } catch (RuntimeException refused) {
      throw new FigmentException(
          refused, "oneDNN cannot compute " + name + ": " + refused.getMessage());
    }
    Map<Role, Layout> layouts = new LinkedHashMap<>();
    roles.list(layouts);
    layouts.replaceAll((role, asked) -> chosen(desc, role, asked));
    return new Plan(name, cpu, desc, layouts);
  }

  /** The layout that oneDNN chose where it was asked for any. */
  private static Layout chosen(primitive_desc_base desc, Role role, Layout asked) {
    switch (role) {
      case WEIGHTS:
        return new Layout(desc.weights_desc());
      case WEIGHTS_GRADIENT:
        return new Layout(desc.diff_weights_desc());
      default:
        return asked;
    }
  }
}
