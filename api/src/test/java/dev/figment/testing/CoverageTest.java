package dev.figment.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.figment.DType;
import dev.figment.Tensor;
import dev.figment.op.Op;
import dev.figment.op.Pointwise;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An op without cases cannot be added. */
class CoverageTest {
  /** Ops that no gradient passes, with the reason. */
  private static final Map<String, String> WITHOUT_GRADIENT =
      new TreeMap<>(
          Map.of(
              "Constant", "it has no inputs",
              "Iota", "it has no inputs",
              "Placeholder", "it has no inputs",
              "Random", "its inputs are integers",
              "detach", "stopping the gradient is its purpose",
              "greater", "it is flat wherever it is continuous, and gives no gradient",
              "greaterOrEqual", "it is flat wherever it is continuous, and gives no gradient",
              "equal", "it is flat wherever it is continuous, and gives no gradient",
              "sign", "it is flat wherever it is continuous, and gives no gradient",
              "floor", "it is flat wherever it is continuous, and gives no gradient"));

  /** Every op class, and every row of the point-wise table in its place. */
  private static Set<String> ops() {
    Set<String> names = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.figment.op")) {
      if (type.isAssignableTo(Op.class) && !type.getModifiers().contains(JavaModifier.ABSTRACT)) {
        names.add(type.getSimpleName());
      }
    }
    names.remove("Pointwise");
    Pointwise.all().forEach(row -> names.add(row.getName()));
    return names;
  }

  private static String name(Tensor node) {
    return node.op() instanceof Pointwise
        ? node.op().getName()
        : node.op().getClass().getSimpleName();
  }

  @Test
  void every_op_has_a_case() {
    Set<String> seen = new TreeSet<>();
    for (OpCase row : OpCases.all()) {
      row.build(DType.F32, 0).getProgram().getNodes().forEach(node -> seen.add(name(node)));
    }
    assertThat(seen).containsAll(ops());
  }

  @Test
  void every_op_has_a_case_whose_gradients_are_compared_with_differences() {
    Set<String> passed = new TreeSet<>(WITHOUT_GRADIENT.keySet());
    for (OpCase row : OpCases.all()) {
      if (row.getOrder() == 2 && row.getUnchecked() == null) {
        passed.addAll(between(row.build(DType.F64, 0)));
      }
    }
    assertThat(passed).containsAll(ops());
  }

  /** The ops that a gradient passes on its way from the value to the parameters. */
  private static Set<String> between(OpCase.Built built) {
    Set<Tensor> dependent = new HashSet<>(built.getParameters());
    Set<String> names = new TreeSet<>();
    for (Tensor node : built.getProgram().getNodes()) {
      if (node.inputs().stream().anyMatch(dependent::contains)) {
        dependent.add(node);
        names.add(name(node));
      }
    }
    return names;
  }

  @Test
  void every_exception_names_an_op() {
    assertThat(ops()).containsAll(WITHOUT_GRADIENT.keySet());
    assertThat(WITHOUT_GRADIENT.values()).noneMatch(String::isBlank);
  }

  @Test
  void rows_of_the_table_have_names_of_their_own() {
    assertThat(Pointwise.all()).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void cases_have_names_of_their_own() {
    assertThat(OpCases.all()).extracting(OpCase::getName).doesNotHaveDuplicates();
    assertThat(StepCase.all()).extracting(StepCase::getName).doesNotHaveDuplicates();
  }

  @Test
  void cases_are_equal_when_built_again() {
    for (OpCase row : OpCases.all()) {
      OpCase.Built one = row.build(DType.F32, row.getOrder());
      OpCase.Built other = row.build(DType.F32, row.getOrder());
      assertThat(one.getProgram().toString()).isEqualTo(other.getProgram().toString());
      assertThat(one.getArrays()).isEqualTo(other.getArrays());
    }
  }
}
