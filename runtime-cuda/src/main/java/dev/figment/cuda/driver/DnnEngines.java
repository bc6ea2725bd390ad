package dev.figment.cuda.driver;

import dev.figment.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.cuda.global.cudnn;
import org.jspecify.annotations.Nullable;

/** The engines that cuDNN's heuristics name for a convolution and that compute as asked. */
final class DnnEngines {
  private final Calls calls;
  private final DnnGpu gpu;
  private final boolean deterministic;

  DnnEngines(Calls calls, DnnGpu gpu, boolean deterministic) {
    this.calls = calls;
    this.gpu = gpu;
    this.deterministic = deterministic;
  }

  /**
   * Plans of engines in the order of cuDNN's heuristics, or of its fallback list if they name none.
   *
   * @param parts frees them and what they need
   * @param wanted which of the names
   * @param most how many at most
   * @return by a name, the place in the list and the number of the engine, which is the same for
   *     the same GPU and version
   */
  Map<String, Descriptor> plans(
      Opened parts, Descriptor graph, ConvSpec spec, Predicate<String> wanted, int most) {
    Map<String, Descriptor> plans = new LinkedHashMap<>();
    for (int mode : new int[] {cudnn.CUDNN_HEUR_MODE_A, cudnn.CUDNN_HEUR_MODE_FALLBACK}) {
      List<Descriptor> configurations =
          plans.isEmpty() ? configurations(parts, graph, mode, spec) : List.of();
      for (int i = 0; i < configurations.size(); i++) {
        Descriptor configuration = configurations.get(i);
        String name = plans.size() < most ? name(configuration, spec) : null;
        String place = "mode " + mode + ", place " + i + ", engine " + name;
        Descriptor plan =
            name != null && wanted.test(place) ? plan(parts, configuration, spec) : null;
        if (plan == null) {
          configuration.close();
        } else {
          plans.put(place, plan);
        }
      }
    }
    return plans;
  }

  private List<Descriptor> configurations(Opened parts, Descriptor graph, int mode, ConvSpec spec) {
    try (Opened passing = new Opened()) {
      Descriptor heuristics =
          gpu.heuristics(
                  new Descriptor(
                      calls, passing, cudnn.CUDNN_BACKEND_ENGINEHEUR_DESCRIPTOR, spec.toString()))
              .part(cudnn.CUDNN_ATTR_ENGINEHEUR_OPERATION_GRAPH, graph)
              .choice(cudnn.CUDNN_ATTR_ENGINEHEUR_MODE, cudnn.CUDNN_TYPE_HEUR_MODE, mode);
      return heuristics.finishes()
          ? heuristics.getAll(
              parts, cudnn.CUDNN_ATTR_ENGINEHEUR_RESULTS, cudnn.CUDNN_BACKEND_ENGINECFG_DESCRIPTOR)
          : List.of();
    }
  }

  /** The engine's number; null if it does not compute as precisely or repeatably as asked. */
  private @Nullable String name(Descriptor configuration, ConvSpec spec) {
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
      List<Integer> unwanted = unwanted(spec.getPrecision());
      for (int note : notes) {
        if (unwanted.contains(note)) {
          return null;
        }
      }
      return Long.toString(engine.getLong(cudnn.CUDNN_ATTR_ENGINE_GLOBAL_INDEX));
    }
  }

  private List<Integer> unwanted(Precision precision) {
    List<Integer> unwanted = new ArrayList<>();
    unwanted.add(cudnn.CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION);
    unwanted.add(cudnn.CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS);
    if (precision == Precision.FP32) {
      unwanted.add(cudnn.CUDNN_NUMERICAL_NOTE_TENSOR_CORE);
    }
    if (deterministic) {
      unwanted.add(cudnn.CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC);
    }
    return unwanted;
  }

  /** The plan of a configuration; null if cuDNN refuses it. */
  private @Nullable Descriptor plan(Opened parts, Descriptor configuration, ConvSpec spec) {
    Descriptor plan =
        gpu.plan(
                new Descriptor(
                    calls, parts, cudnn.CUDNN_BACKEND_EXECUTION_PLAN_DESCRIPTOR, spec.toString()))
            .part(cudnn.CUDNN_ATTR_EXECUTION_PLAN_ENGINE_CONFIG, configuration);
    if (plan.finishes()) {
      return plan;
    }
    plan.close();
    return null;
  }
}
