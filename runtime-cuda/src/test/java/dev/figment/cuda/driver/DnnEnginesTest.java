package dev.figment.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.compile.Format;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cuda.paper.PaperWork;
import dev.figment.cuda.standin.Hollow;
import dev.figment.op.ConvGeometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.cuda.global.cudnn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * NVIDIA's own cuDNN names an engine for every convolution, and makes its plan, for GPUs that are
 * only described. To be run alone, with {@code -Dfigment.cudnn=FOLDER}, where its libraries are,
 * and those of cuBLASLt and NVRTC, which some engines load.
 */
class DnnEnginesTest {
  private static final String FOLDER = System.getProperty("figment.cudnn", "");

  /** Those that others load come before them. */
  private static final List<String> LIBRARIES =
      List.of(
          "libnvrtc.so.13",
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_heuristic.so.9",
          "libcudnn_engines_precompiled.so.9",
          "libcudnn_engines_runtime_compiled.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9");

  private static final Set<ConvSpec> CONVOLUTIONS = new LinkedHashSet<>();

  private final Calls calls = new Calls();

  @BeforeAll
  static void load() {
    assumeTrue(!FOLDER.isEmpty(), "-Dfigment.cudnn names no folder of cuDNN's libraries");
    Hollow.load(Path.of(FOLDER), LIBRARIES);
    for (Precision precision : Precision.values()) {
      CONVOLUTIONS.addAll(new PaperWork(precision).getConvolutions());
    }
    System.out.println(
        CONVOLUTIONS.size()
            + " convolutions, cuDNN "
            + Version.ofDnn((int) cudnn.cudnnGetVersion()));
    assertThat(CONVOLUTIONS).hasSizeGreaterThan(700);
    assertThat(CONVOLUTIONS).filteredOn(ConvSpec::hasRow).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @EnumSource
  void every_convolution_has_an_engine(DescribedGpu.Model model) {
    assertThat(find(model, false)).doesNotContainKey("of the fallback list");
  }

  @ParameterizedTest
  @EnumSource
  void every_convolution_has_an_engine_that_gives_the_same_bits_each_time(
      DescribedGpu.Model model) {
    assertThat(find(model, true)).doesNotContainKey("varies");
  }

  /** How often engines have which properties. */
  private Map<String, Integer> find(DescribedGpu.Model model, boolean deterministic) {
    Map<String, Integer> counts = new TreeMap<>();
    List<ConvSpec> without = new ArrayList<>();
    try (Opened opened = new Opened()) {
      DescribedGpu gpu = new DescribedGpu(calls, opened, model);
      DnnEngines engines = new DnnEngines(calls, gpu, deterministic);
      for (ConvSpec spec : CONVOLUTIONS) {
        try (Opened parts = new Opened()) {
          Descriptor graph = new DnnGraph(calls, parts, spec).whole(gpu);
          Map<String, Descriptor> plans = engines.plans(parts, graph, spec, name -> true, 1);
          if (plans.isEmpty()) {
            without.add(spec);
          }
          plans.forEach((name, plan) -> count(parts, name, plan, spec, counts));
        }
      }
    }
    System.out.println(model + (deterministic ? ", deterministic" : "") + ": " + counts);
    // Tensor cores of the first kinds know no bf16.
    without.removeIf(spec -> spec.getFormat() == Format.BF16 && model.version() < 800);
    assertThat(without).isEmpty();
    return counts;
  }

  private void count(
      Opened parts, String name, Descriptor plan, ConvSpec spec, Map<String, Integer> counts) {
    Descriptor configuration =
        plan.get(
            cudnn.CUDNN_ATTR_EXECUTION_PLAN_ENGINE_CONFIG,
            new Descriptor(
                calls, parts, cudnn.CUDNN_BACKEND_ENGINECFG_DESCRIPTOR, spec.toString()));
    Descriptor engine =
        configuration.get(
            cudnn.CUDNN_ATTR_ENGINECFG_ENGINE,
            new Descriptor(calls, parts, cudnn.CUDNN_BACKEND_ENGINE_DESCRIPTOR, spec.toString()));
    int[] notes =
        engine.getChoices(
            cudnn.CUDNN_ATTR_ENGINE_NUMERICAL_NOTE,
            cudnn.CUDNN_TYPE_NUMERICAL_NOTE,
            cudnn.CUDNN_NUMERICAL_NOTE_TYPE_COUNT);
    String precision = spec.getPrecision().toString();
    counts.merge(precision, 1, Integer::sum);
    if (Arrays.stream(notes).anyMatch(n -> n == cudnn.CUDNN_NUMERICAL_NOTE_TENSOR_CORE)) {
      counts.merge(precision + " on tensor cores", 1, Integer::sum);
    }
    if (Arrays.stream(notes).anyMatch(n -> n == cudnn.CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC)) {
      counts.merge("varies", 1, Integer::sum);
    }
    if (name.startsWith("mode " + cudnn.CUDNN_HEUR_MODE_FALLBACK)) {
      counts.merge("of the fallback list", 1, Integer::sum);
    }
  }

  private static View view(int... sizes) {
    Shape shape = Shape.of(sizes);
    return View.rows(
        Storage.planned("a tensor", (long) shape.getSize() * Float.BYTES), DType.F32, shape);
  }

  @Test
  void it_refuses_a_target_that_the_window_does_not_reach() {
    ConvSpec spec =
        new ConvSpec(
            ConvSpec.Kind.FORWARD,
            ConvGeometry.of(2).stride(2, 2).pad(1, 1),
            Precision.FP32,
            view(8, 3, 28, 28),
            view(16, 3, 4, 4),
            view(8, 16, 15, 14));
    try (Opened opened = new Opened()) {
      DescribedGpu gpu = new DescribedGpu(calls, opened, DescribedGpu.Model.H200);
      assertThatThrownBy(() -> new DnnGraph(calls, opened, spec).whole(gpu))
          .isInstanceOf(FigmentException.class)
          .hasMessageContaining("CUDNN_STATUS_BAD_PARAM");
    }
  }
}
