package dev.figment.cuda.driver;

import dev.figment.FigmentException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.bytedeco.cuda.global.cudnn;
import org.jspecify.annotations.Nullable;

/** Convolutions by cuDNN's graph API: by its first engine that runs, or by the fastest of a few. */
final class DnnConvolutions {
  private final Calls calls;
  private final Opened opened;
  private final GpuSettings settings;
  private final Trials trials;
  private final @Nullable Search search;
  private final DnnEngines engines;
  private final DnnContext context;
  private final Map<ConvSpec, DnnConvolution> convolutions = new HashMap<>();

  /** What it opens, {@code opened} frees; null for no search. */
  DnnConvolutions(
      Calls calls,
      Opened opened,
      Lanes lanes,
      GpuSettings settings,
      Trials trials,
      @Nullable Search search) {
    this.calls = calls;
    this.opened = opened;
    this.settings = settings;
    this.trials = trials;
    this.search = search;
    this.context = new DnnContext(calls, opened, lanes);
    this.engines = new DnnEngines(calls, context, settings.deterministic());
  }

  /** Null if cuDNN refuses what follows the convolution, or has no engine for it. */
  @Nullable DnnConvolution get(ConvSpec spec) {
    return convolutions.computeIfAbsent(spec, this::choose);
  }

  private @Nullable DnnConvolution choose(ConvSpec spec) {
    Opened parts = new Opened();
    try {
      DnnConvolution convolution = choose(parts, spec);
      if (convolution == null) {
        parts.close();
      } else {
        opened.add(parts::close);
      }
      return convolution;
    } catch (RuntimeException | Error failed) {
      parts.closeAfter(failed);
      if (!spec.hasRow() || !(failed instanceof FigmentException)) {
        throw failed;
      }
      calls.open();
      return null;
    }
  }

  private @Nullable DnnConvolution choose(Opened parts, ConvSpec spec) {
    Descriptor graph = new DnnGraph(calls, parts, spec).whole(context);
    if (search == null) {
      return first(parts, graph, spec);
    }
    String key =
        "cuDNN "
            + cudnn.cudnnGetVersion()
            + (settings.deterministic() ? " " : " nondeterministic ")
            + spec;
    String known = new String(search.known(key), StandardCharsets.UTF_8);
    if (!known.isEmpty()) {
      Map<String, Descriptor> again = engines.plans(parts, graph, spec, known::equals, 1);
      for (DnnConvolution candidate : candidates(spec, again)) {
        if (trials.runs(trial(candidate), spec.bytes())) {
          return candidate;
        }
      }
    }
    Map<String, Descriptor> plans = engines.plans(parts, graph, spec, name -> true, Search.MOST);
    List<DnnConvolution> candidates = candidates(spec, plans);
    if (candidates.isEmpty()) {
      return none(spec);
    }
    OptionalInt number =
        trials.fastest(candidates.stream().map(DnnConvolutions::trial).toList(), spec.bytes());
    int fastest = number.orElse(0);
    if (fastest < 0) {
      return none(spec);
    }
    String name = List.copyOf(plans.keySet()).get(fastest);
    if (number.isPresent()) {
      search.keep(key, name.getBytes(StandardCharsets.UTF_8));
    }
    plans.forEach(
        (other, plan) -> {
          if (!other.equals(name)) {
            plan.close();
          }
        });
    return candidates.get(fastest);
  }

  /** By the first engine that runs; null if there is none for what follows. */
  private @Nullable DnnConvolution first(Opened parts, Descriptor graph, ConvSpec spec) {
    Set<String> refused = new HashSet<>();
    while (true) {
      Map<String, Descriptor> plans =
          engines.plans(parts, graph, spec, name -> !refused.contains(name), 1);
      if (plans.isEmpty()) {
        return none(spec);
      }
      DnnConvolution candidate = candidates(spec, plans).get(0);
      if (trials.runs(trial(candidate), spec.bytes())) {
        return candidate;
      }
      refused.addAll(plans.keySet());
    }
  }

  private static Trial trial(DnnConvolution candidate) {
    return new Trial(
        candidate.workspaceBytes(),
        (at, workspace) -> candidate.launch(at[0], at[1], at[3], at[2], workspace),
        null);
  }

  /** Nothing, for what can be computed apart. */
  private @Nullable DnnConvolution none(ConvSpec spec) {
    if (!spec.hasRow()) {
      throw new FigmentException(
          "cuDNN has no engine for convolution "
              + spec
              + (settings.deterministic() ? " that gives the same bits each time" : ""),
          settings.deterministic()
              ? "take CudaOptions.deterministic(false), or another precision"
              : "take another precision");
    }
    return null;
  }

  private List<DnnConvolution> candidates(ConvSpec spec, Map<String, Descriptor> plans) {
    return plans.values().stream()
        .map(plan -> new DnnConvolution(calls, context, spec, plan))
        .toList();
  }
}
