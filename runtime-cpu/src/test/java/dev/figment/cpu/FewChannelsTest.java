package dev.figment.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.Probe;
import dev.figment.backend.ReferenceBackend;
import dev.figment.compile.Plan;
import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.kernel.Kernel;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.op.Conv;
import dev.figment.op.ConvGeometry;
import dev.figment.op.ConvInputGrad;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions from many channels to few, and gradients of those that read few. */
class FewChannelsTest {
  @BeforeAll
  static void skip_where_the_library_does_not_work() {
    Probe probe = new CpuProvider().probe();
    assumeTrue(probe.isAvailable(), probe.getReason());
  }

  private static NdArray numbers(long seed, Shape shape) {
    Random random = new Random(seed);
    float[] values = new float[shape.getSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return NdArray.of(values, shape);
  }

  /** A program of an image and weights, and numbers for both. */
  private static final class Case {
    final Program program;
    final NdArray[] inputs;

    Case(Program program, Shape image, Shape weights) {
      this.program = program;
      this.inputs = new NdArray[] {numbers(1, image), numbers(2, weights)};
    }
  }

  private static Case forward(ConvGeometry geometry, Shape image, Shape weights) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(image.toArray()));
    Tensor w = graph.input("w", TensorType.f32(weights.toArray()));
    graph.output("y", x.apply(new Conv(geometry), w));
    return new Case(graph.build("forward"), image, weights);
  }

  private static Case gradient(ConvGeometry geometry, Shape image, Shape weights) {
    Graph graph = new Graph();
    Shape result = geometry.outputShape(image, weights);
    Tensor y = graph.input("y", TensorType.f32(result.toArray()));
    Tensor w = graph.input("w", TensorType.f32(weights.toArray()));
    graph.output(
        "x", y.apply(new ConvInputGrad(geometry, image.slice(2, image.getRank()).toArray()), w));
    return new Case(graph.build("gradient"), result, weights);
  }

  private static List<String> kernels(Program program) {
    Variables variables = new Variables();
    NativeResources resources = new NativeResources();
    try {
      Plan<Kernel> plan = Plan.of(program, new CpuKernels(Dnnl.open(), 2, variables, resources));
      return plan.getPhases().stream()
          .flatMap(List::stream)
          .map(kernel -> kernel.getClass().getSimpleName())
          .collect(Collectors.toList());
    } finally {
      resources.free();
      variables.free();
    }
  }

  private static void check(Case known) {
    assertThat(kernels(known.program)).contains("FoldKernel").doesNotContain("CallKernel");
    compare(known);
  }

  private static void compare(Case known) {
    String output = known.program.getOutputs().keySet().iterator().next();
    try (Backend reference = new ReferenceBackend()) {
      Executable expected = reference.compile(known.program);
      expected.run(known.inputs);
      float[] right = expected.read(output).floats();
      for (int threads : new int[] {1, 2, 3}) {
        try (Backend backend = CpuBackend.open(CpuOptions.defaults().threads(threads))) {
          Executable actual = backend.compile(known.program);
          for (int run = 0; run < 2; run++) {
            actual.run(known.inputs);
            float[] values = actual.read(output).floats();
            for (int i = 0; i < right.length; i++) {
              assertThat(values[i])
                  .as("%s[%d] with %d threads", output, i, threads)
                  .isCloseTo(right[i], within(1e-5f));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // batch, channels, height, width, few, window height, width, pads: top, left, bottom, right
    "2, 16, 5, 6, 1, 3, 3, 1, 1, 1, 1",
    "3, 20, 6, 5, 3, 3, 3, 0, 0, 0, 0",
    "1, 17, 4, 7, 4, 2, 3, 1, 0, 0, 2",
    "5, 16, 7, 7, 2, 5, 5, 2, 2, 2, 2",
    "4, 33, 3, 3, 3, 1, 1, 0, 0, 0, 0",
    "70, 16, 28, 28, 1, 3, 3, 1, 1, 1, 1",
    "2, 16, 4, 4, 1, 4, 3, 3, 2, 3, 2"
  })
  void images_are_made_like_the_reference_makes_them(
      int batch,
      int many,
      int h,
      int w,
      int few,
      int kh,
      int kw,
      int top,
      int left,
      int down,
      int right) {
    ConvGeometry geometry = ConvGeometry.of(2).pad(new int[] {top, left}, new int[] {down, right});
    check(forward(geometry, Shape.of(batch, many, h, w), Shape.of(few, many, kh, kw)));
  }

  @ParameterizedTest
  @CsvSource({
    // batch, few, height, width, channels, window height, width, strides, pads as above
    "2, 1, 8, 8, 16, 4, 4, 2, 2, 1, 1, 1, 1",
    "3, 3, 9, 7, 24, 3, 5, 2, 3, 0, 1, 1, 2",
    "2, 4, 10, 10, 16, 2, 2, 3, 3, 0, 0, 0, 0",
    "9, 2, 6, 6, 17, 3, 3, 1, 1, 2, 2, 0, 0",
    "1, 1, 11, 12, 16, 5, 4, 3, 2, 2, 3, 2, 1",
    "40, 3, 32, 32, 16, 4, 4, 2, 2, 1, 1, 1, 1"
  })
  void gradients_of_images_are_like_the_reference_s(
      int batch,
      int few,
      int h,
      int w,
      int many,
      int kh,
      int kw,
      int sh,
      int sw,
      int top,
      int left,
      int down,
      int right) {
    ConvGeometry geometry =
        ConvGeometry.of(2).stride(sh, sw).pad(new int[] {top, left}, new int[] {down, right});
    check(gradient(geometry, Shape.of(batch, few, h, w), Shape.of(many, few, kh, kw)));
  }

  @Test
  void sounds_have_one_dimension() {
    ConvGeometry geometry = ConvGeometry.of(1).pad(2);
    check(forward(geometry, Shape.of(3, 16, 50), Shape.of(2, 16, 5)));
    check(gradient(geometry.stride(4), Shape.of(3, 1, 50), Shape.of(18, 1, 6)));
  }

  @Test
  void others_are_left_to_the_library() {
    Shape image = Shape.of(2, 16, 8, 8);
    Shape weights = Shape.of(3, 16, 3, 3);
    ConvGeometry plain = ConvGeometry.of(2);
    List<Case> others =
        List.of(
            forward(plain.stride(2), image, weights),
            forward(plain.dilation(2), image, weights),
            forward(plain.pad(3), image, weights),
            forward(plain, image, Shape.of(5, 16, 3, 3)),
            forward(plain, Shape.of(2, 15, 8, 8), Shape.of(3, 15, 3, 3)),
            forward(plain.groups(4), Shape.of(2, 64, 8, 8), Shape.of(4, 16, 3, 3)),
            gradient(plain.dilation(2), Shape.of(2, 3, 8, 8), Shape.of(16, 3, 3, 3)));
    for (Case other : others) {
      assertThat(kernels(other.program)).doesNotContain("FoldKernel");
      compare(other);
    }
  }
}
