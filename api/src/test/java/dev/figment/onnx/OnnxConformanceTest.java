package dev.figment.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.infer.InferenceOptions;
import dev.figment.infer.OnnxRunner;
import dev.figment.testing.OpCase;
import dev.figment.testing.OpCases;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime against the reference, from the rows that judge every backend. */
class OnnxConformanceTest {
  @TempDir static Path folder;

  private final ReferenceBackend reference = new ReferenceBackend();

  @TestFactory
  Stream<DynamicTest> computes_values_like_the_reference() {
    return tests(0);
  }

  @TestFactory
  Stream<DynamicTest> computes_gradients_like_the_reference() {
    return tests(1);
  }

  @Test
  void refuses_these_ops_and_no_others() {
    Set<String> facts = new TreeSet<>();
    OpCases.all().forEach(row -> facts.add(refusal(row, 0)));
    facts.remove("");
    String training = " cannot be exported to ONNX: it belongs to training and has no ONNX form";
    assertThat(facts)
        .containsExactlyInAnyOrder(
            "convWeightGrad" + training,
            "maxPoolScatter" + training,
            "random" + training,
            "scatterAdd" + training,
            "maxPool cannot be exported to ONNX: picking by another tensor has no ONNX form",
            "pad cannot be exported to ONNX: zeros between elements have no ONNX form");
  }

  private Stream<DynamicTest> tests(int order) {
    return OpCases.all().stream()
        .filter(row -> row.getOrder() >= order && refusal(row, order).isEmpty())
        .map(row -> DynamicTest.dynamicTest(row.getName(), () -> compare(row, order)));
  }

  /** The fact with which export refuses a row; empty if it does not. */
  private static String refusal(OpCase row, int order) {
    try {
      export(row, order);
      return "";
    } catch (FigmentException refused) {
      return refused.getMessage().split("\n")[0];
    }
  }

  private static OpCase.Built export(OpCase row, int order) {
    OpCase.Built built = row.build(DType.F32, order);
    OnnxModel.of(
            built.getProgram(),
            variable -> {
              throw new AssertionError("cases have no variables");
            })
        .write(folder.resolve("case.onnx"));
    return built;
  }

  private void compare(OpCase row, int order) {
    OpCase.Built built = export(row, order);
    OnnxChecker.check(folder.resolve("case.onnx"));
    Executable expected = reference.compile(built.getProgram());
    expected.run(built.getArrays());
    Map<String, NdArray> inputs = new LinkedHashMap<>();
    for (String name : built.getProgram().getInputs().keySet()) {
      inputs.put(name, built.getArrays()[inputs.size()]);
    }
    InferenceOptions strict = InferenceOptions.defaults().strictShapes().threads(1);
    try (OnnxRunner runner = OnnxRunner.open(folder.resolve("case.onnx"), strict)) {
      Map<String, NdArray> actual = runner.run(inputs);
      assertThat(actual.keySet()).isEqualTo(built.getProgram().getOutputs().keySet());
      actual.forEach((name, array) -> close(row + ", " + name, array, expected.read(name)));
    }
  }

  private static void close(String what, NdArray actual, NdArray expected) {
    assertThat(actual.getType()).as(what).isEqualTo(expected.getType());
    double largest = 0.05;
    for (int i = 0; i < expected.getSize(); i++) {
      double size = Math.abs(expected.get(i));
      largest = size < Float.MAX_VALUE ? Math.max(largest, size) : largest;
    }
    for (int i = 0; i < expected.getSize(); i++) {
      double wanted = (float) expected.get(i);
      boolean fits =
          Double.isFinite(wanted)
              ? Math.abs(actual.get(i) - expected.get(i)) <= 2e-5 * largest
              : Double.compare(actual.get(i), wanted) == 0;
      if (!fits) {
        assertThat(actual.get(i)).as("%s, element %d", what, i).isEqualTo(expected.get(i));
      }
    }
  }
}
