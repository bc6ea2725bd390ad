package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import dev.figment.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cudnn;
import org.jspecify.annotations.Nullable;

/** Convolutions by cuDNN's graph API: the first engine that its heuristics name and that works. */
final class DnnConvolutions {
  private static final int MOST_ENGINES = 32;

  private final Calls calls;
  private final Opened opened;
  private final GpuSettings settings;
  private final cudnnContext context = new cudnnContext();
  private final Map<ConvSpec, DnnConvolution> convolutions = new HashMap<>();

  /** What it opens, {@code opened} frees. */
  DnnConvolutions(Calls calls, Opened opened, CUstream_st stream, GpuSettings settings) {
    this.calls = calls;
    this.opened = opened;
    this.settings = settings;
    calls.dnn(cudnn.cudnnCreate(context), "starting cuDNN");
    opened.add(() -> calls.dnn(cudnn.cudnnDestroy(context), "closing cuDNN"));
    calls.dnn(cudnn.cudnnSetStream(context, stream), "giving cuDNN the stream");
  }

  DnnConvolution get(ConvSpec spec) {
    return convolutions.computeIfAbsent(spec, this::choose);
  }

  private DnnConvolution choose(ConvSpec spec) {
    Opened parts = new Opened();
    try {
      DnnConvolution convolution = new DnnConvolution(calls, context, spec, plan(parts, spec));
      opened.add(parts::close);
      return convolution;
    } catch (RuntimeException | Error failed) {
      parts.closeAfter(failed);
      throw failed;
    }
  }

  private Descriptor plan(Opened parts, ConvSpec spec) {
    Descriptor graph = DnnGraph.of(calls, parts, context, spec);
    for (int mode : new int[] {cudnn.CUDNN_HEUR_MODE_A, cudnn.CUDNN_HEUR_MODE_FALLBACK}) {
      Descriptor plan = firstPlan(parts, graph, mode, spec);
      if (plan != null) {
        return plan;
      }
    }
    throw new FigmentException(
        "cuDNN has no engine for convolution " + spec,
        "this GPU, with "
            + spec.getPrecision()
            + (settings.deterministic() ? " and" : ", not")
            + " deterministic");
  }

  private @Nullable Descriptor firstPlan(Opened parts, Descriptor graph, int mode, ConvSpec spec) {
    try (Opened passing = new Opened()) {
      Descriptor heuristics =
          new Descriptor(
              calls, passing, cudnn.CUDNN_BACKEND_ENGINEHEUR_DESCRIPTOR, spec.toString());
      heuristics
          .part(cudnn.CUDNN_ATTR_ENGINEHEUR_OPERATION_GRAPH, graph)
          .choice(cudnn.CUDNN_ATTR_ENGINEHEUR_MODE, cudnn.CUDNN_TYPE_HEUR_MODE, mode);
      if (!heuristics.finishes()) {
        return null;
      }
      List<Descriptor> configurations =
          heuristics.getAll(
              parts,
              cudnn.CUDNN_ATTR_ENGINEHEUR_RESULTS,
              cudnn.CUDNN_BACKEND_ENGINECFG_DESCRIPTOR,
              MOST_ENGINES);
      Descriptor plan = null;
      for (Descriptor configuration : configurations) {
        boolean tried = plan == null && allowed(configuration, spec);
        plan = tried ? plan(parts, configuration, spec) : plan;
        if (!tried || plan == null) {
          configuration.close();
        }
      }
      return plan;
    }
  }

  /** Whether an engine computes as precisely and as repeatably as is asked for. */
  private boolean allowed(Descriptor configuration, ConvSpec spec) {
    try (Opened passing = new Opened()) {
      Descriptor engine =
          configuration.get(
              cudnn.CUDNN_ATTR_ENGINECFG_ENGINE,
              new Descriptor(
                  calls, passing, cudnn.CUDNN_BACKEND_ENGINE_DESCRIPTOR, spec.toString()));
      int[] notes =
          engine.getChoices(
              cudnn.CUDNN_ATTR_ENGINE_NUMERICAL_NOTE,
              cudnn.CUDNN_TYPE_NUMERICAL_NOTE,
              cudnn.CUDNN_NUMERICAL_NOTE_TYPE_COUNT);
      List<Integer> unwanted = new ArrayList<>();
      unwanted.add(cudnn.CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION);
      if (spec.getPrecision() == Precision.FP32) {
        unwanted.add(cudnn.CUDNN_NUMERICAL_NOTE_TENSOR_CORE);
      }
      if (spec.getPrecision() != Precision.BF16) {
        unwanted.add(cudnn.CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS);
      }
      if (settings.deterministic()) {
        unwanted.add(cudnn.CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC);
      }
      for (int note : notes) {
        if (unwanted.contains(note)) {
          return false;
        }
      }
      return true;
    }
  }

  /** The plan of a configuration; null if cuDNN refuses it. */
  private @Nullable Descriptor plan(Opened parts, Descriptor configuration, ConvSpec spec) {
    Descriptor plan =
        new Descriptor(calls, parts, cudnn.CUDNN_BACKEND_EXECUTION_PLAN_DESCRIPTOR, spec.toString())
            .context(cudnn.CUDNN_ATTR_EXECUTION_PLAN_HANDLE, context)
            .part(cudnn.CUDNN_ATTR_EXECUTION_PLAN_ENGINE_CONFIG, configuration);
    if (plan.finishes()) {
      return plan;
    }
    plan.close();
    return null;
  }
}
