package dev.figment.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cuda.paper.PaperWork;
import dev.figment.cuda.standin.Hollow;
import dev.figment.op.ConvGeometry;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.cuda.global.cudnn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * NVIDIA's own cuDNN takes descriptions of convolutions without a GPU, up to the choice of an
 * engine. To be run alone, with {@code -Dfigment.cudnn=FOLDER}, where its libraries are.
 */
class DnnGraphTest {
  private static final String FOLDER = System.getProperty("figment.cudnn", "");
  private static final List<String> LIBRARIES =
      List.of("libcudnn_graph.so.9", "libcudnn_ops.so.9", "libcudnn_cnn.so.9", "libcudnn_adv.so.9");

  private final Calls calls = new Calls();

  @BeforeAll
  static void load() {
    assumeTrue(!FOLDER.isEmpty(), "-Dfigment.cudnn names no folder of cuDNN's libraries");
    Hollow.load(Path.of(FOLDER), LIBRARIES);
    System.out.println("cuDNN " + Version.ofDnn((int) cudnn.cudnnGetVersion()));
  }

  /** Describes it as a graph that is complete but for the GPU that it would run on. */
  private void describe(ConvSpec spec) {
    try (Opened opened = new Opened()) {
      new Descriptor(calls, opened, cudnn.CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR, spec.toString())
          .part(cudnn.CUDNN_ATTR_OPERATIONGRAPH_OPS, new DnnGraph(calls, opened, spec).operations())
          .finish();
    }
  }

  @Test
  void it_takes_every_convolution_of_the_presets_and_of_the_conformance_suite() {
    Set<ConvSpec> convolutions = new LinkedHashSet<>();
    for (Precision precision : Precision.values()) {
      convolutions.addAll(new PaperWork(precision).getConvolutions());
    }
    assertThat(convolutions).hasSizeGreaterThan(700);
    assertThat(convolutions).filteredOn(ConvSpec::hasRow).hasSizeGreaterThan(40);
    convolutions.forEach(this::describe);
    System.out.println(convolutions.size() + " convolutions");
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
    assertThatThrownBy(() -> describe(spec))
        .isInstanceOf(FigmentException.class)
        .hasMessageContaining("CUDNN_STATUS_BAD_PARAM");
  }
}
