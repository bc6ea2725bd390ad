package dev.figment.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.BackendProvider;
import dev.figment.backend.Executable;
import dev.figment.backend.Probe;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What every backend promises, checked against the {@link ReferenceBackend}. A runtime's test
 * extends this class and names its provider; where the backend cannot run, all tests are skipped
 * with the probe's reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendConformance {
  private final ReferenceBackend reference = new ReferenceBackend();
  private Backend backend;

  /** The provider of the backend to be checked. */
  protected abstract BackendProvider provider();

  /** Opens the backend; a runtime may choose other options than its defaults. */
  protected Backend open() {
    return provider().open();
  }

  /** The precision of the programs; the reference computes them in full in any case. */
  protected Precision precision() {
    return Precision.FP32;
  }

  /** Whether a case is compared; one whose values jump may need full precision. */
  protected boolean compares(OpCase row, int order) {
    return row.getOrder() >= order;
  }

  /** How far a case's numbers may be from the reference's; for one that needs more than others. */
  protected double tolerance(OpCase row) {
    return tolerance();
  }

  /** How far numbers may be from the reference's, as a part of the output's largest number. */
  protected double tolerance() {
    return 1e-5;
  }

  @BeforeAll
  final void open_the_backend_if_it_works_here() {
    Probe probe = provider().probe();
    if (!probe.isAvailable()) {
      System.out.println("Skipped, backend " + provider().getName() + ": " + probe.getReason());
    }
    assumeTrue(probe.isAvailable(), probe.getReason());
    backend = open();
  }

  @AfterAll
  final void close_the_backend() {
    if (backend != null) {
      backend.close();
    }
    reference.close();
  }

  // ---- numbers

  @TestFactory
  Stream<DynamicTest> computes_values_like_the_reference() {
    return cases(0);
  }

  @TestFactory
  Stream<DynamicTest> computes_gradients_like_the_reference() {
    return cases(1);
  }

  @TestFactory
  Stream<DynamicTest> computes_gradients_of_gradients_like_the_reference() {
    return cases(2);
  }

  private Stream<DynamicTest> cases(int order) {
    return OpCases.all().stream()
        .filter(row -> compares(row, order))
        .map(row -> DynamicTest.dynamicTest(row.getName(), () -> compare(row, order)));
  }

  private void compare(OpCase row, int order) {
    OpCase.Built built = row.build(DType.F32, order, precision());
    Executable expected = reference.compile(built.getProgram());
    Executable actual = backend.compile(built.getProgram());
    expected.run(built.getArrays());
    actual.run(built.getArrays());
    List<NdArray> first = new ArrayList<>();
    for (String output : built.getProgram().getOutputs().keySet()) {
      first.add(actual.read(output));
      if (output.equals(OpCase.DIFFERENTIATED) && precision() != Precision.FP32) {
        continue; // The terms of this sum cancel, so that its size says nothing about its error.
      }
      compare(row, output, actual.read(output), expected.read(output));
    }
    actual.run(built.getArrays());
    for (String output : built.getProgram().getOutputs().keySet()) {
      String what = row + ", " + output + " in a second run";
      Closeness.same(what, actual.read(output), first.remove(0));
    }
  }

  private void compare(OpCase row, String output, NdArray actual, NdArray expected) {
    String what = row + ", " + output;
    if ((row.isExact() && precision() == Precision.FP32) || Closeness.isWhole(expected)) {
      Closeness.same(what, actual, expected);
    } else {
      Closeness.check(what, actual, expected, tolerance(row));
    }
  }

  @TestFactory
  Stream<DynamicTest> steps_like_the_reference() {
    return StepCase.all().stream()
        .map(row -> DynamicTest.dynamicTest(row.getName(), () -> step(row)));
  }

  private void step(StepCase row) {
    Program program = row.build(precision());
    Executable expected = reference.compile(program);
    Executable actual = backend.compile(program);
    for (Variable variable : row.getVariables()) {
      reference.write(variable, variable.initialValue(7));
      backend.write(variable, variable.initialValue(7));
    }
    for (int step = 0; step < 5; step++) {
      expected.run(row.inputs(step));
      actual.run(row.inputs(step));
      for (String output : program.getOutputs().keySet()) {
        String what = row.getName() + ", " + output + " in step " + step;
        compareLoosely(what, actual.read(output), expected.read(output));
      }
      for (Variable variable : row.getVariables()) {
        String what = row.getName() + ", " + variable + " after step " + step;
        compareLoosely(what, backend.read(variable), reference.read(variable));
      }
    }
  }

  /** Variables are rounded in every step, and the reference rounds less. */
  private void compareLoosely(String what, NdArray actual, NdArray expected) {
    if (Closeness.isWhole(expected)) {
      Closeness.same(what, actual, expected);
    } else {
      Closeness.check(what, actual, expected, 10 * tolerance());
    }
  }

  @Test
  void draws_other_numbers_for_other_seeds_steps_and_streams() {
    Graph graph = new Graph();
    Tensor seed = graph.input("seed", TensorType.of(DType.I32, Shape.of(2)));
    Tensor step = graph.input("step", TensorType.of(DType.I32, Shape.of(1)));
    graph.randomness(seed, step, 0);
    graph.output("first", graph.uniform(TensorType.f32(8)));
    graph.output("second", graph.uniform(TensorType.f32(8)));
    Executable executable = backend.compile(graph.build("random"));
    int[][] keys = {{1, 2, 3}, {4, 2, 3}, {1, 4, 3}, {1, 2, 4}, {1, 2, -3}};
    List<NdArray> draws = new ArrayList<>();
    for (int[] key : keys) {
      executable.run(NdArray.of(Arrays.copyOf(key, 2), 2), NdArray.of(new int[] {key[2]}, 1));
      draws.add(executable.read("first"));
      draws.add(executable.read("second"));
    }
    assertThat(draws).doesNotHaveDuplicates();
  }

  // ---- variables

  @Test
  void shares_variables_between_programs() {
    Variable shared = Variable.zeros("shared", TensorType.f32(3));
    Graph adding = new Graph();
    adding.update(shared, adding.read(shared).plus(1));
    Graph doubling = new Graph();
    doubling.update(shared, doubling.read(shared).times(2));
    doubling.output("before", doubling.read(shared));
    Executable add = backend.compile(adding.build("adding"));
    Executable twice = backend.compile(doubling.build("doubling"));
    add.run();
    twice.run();
    add.run();
    assertThat(twice.read("before")).isEqualTo(NdArray.of(new float[] {1, 1, 1}, 3));
    assertThat(backend.read(shared)).isEqualTo(NdArray.of(new float[] {3, 3, 3}, 3));
    backend.write(shared, NdArray.of(new float[] {1, 2, 3}, 3));
    twice.run();
    assertThat(backend.read(shared)).isEqualTo(NdArray.of(new float[] {2, 4, 6}, 3));
  }

  @Test
  void begins_variables_as_zeros() {
    Variable real = Variable.zeros("real", TensorType.f32(2, 3));
    Variable whole = Variable.zeros("whole", TensorType.of(DType.I32, Shape.of(2)));
    assertThat(backend.read(real)).isEqualTo(NdArray.zeros(real.getType()));
    assertThat(backend.read(whole)).isEqualTo(NdArray.zeros(whole.getType()));
  }

  @Test
  void tells_variables_of_one_name_apart() {
    Variable one = Variable.zeros("same", TensorType.f32(1));
    Variable other = Variable.zeros("same", TensorType.f32(1));
    backend.write(one, NdArray.of(new float[] {1}, 1));
    assertThat(backend.read(other).get(0)).isZero();
    assertThat(backend.read(one).get(0)).isEqualTo(1);
  }

  @Test
  void copies_the_arrays_that_it_is_given_and_gives() {
    Variable variable = Variable.zeros("copied", TensorType.f32(2));
    float[] numbers = {1, 2};
    backend.write(variable, NdArray.of(numbers, 2));
    numbers[0] = 99;
    backend.read(variable).set(1, 99);
    assertThat(backend.read(variable)).isEqualTo(NdArray.of(new float[] {1, 2}, 2));

    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(2));
    graph.update(variable, x);
    graph.output("same", x.reshape(1, 2));
    Executable executable = backend.compile(graph.build("copies"));
    executable.run(NdArray.of(numbers, 2));
    numbers[0] = -1;
    assertThat(executable.read("same")).isEqualTo(NdArray.of(new float[] {99, 2}, 1, 2));
    assertThat(backend.read(variable)).isEqualTo(NdArray.of(new float[] {99, 2}, 2));
  }

  @Test
  void gives_one_value_under_several_names() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.f32(2));
    Tensor y = x.plus(1);
    graph.output("input", x);
    graph.output("one", y);
    graph.output("other", y);
    graph.output("known", graph.fill(3, TensorType.f32(2)));
    Executable executable = backend.compile(graph.build("names"));
    executable.run(NdArray.of(new float[] {1, 2}, 2));
    assertThat(executable.read("input")).isEqualTo(NdArray.of(new float[] {1, 2}, 2));
    assertThat(executable.read("one")).isEqualTo(NdArray.of(new float[] {2, 3}, 2));
    assertThat(executable.read("other")).isEqualTo(NdArray.of(new float[] {2, 3}, 2));
    assertThat(executable.read("known")).isEqualTo(NdArray.of(new float[] {3, 3}, 2));
  }

  // ---- refusals

  private Program doubling() {
    Graph graph = new Graph();
    graph.output("y", graph.input("x", TensorType.f32(2, 3)).times(2));
    return graph.build("doubling");
  }

  @Test
  void refuses_inputs_of_another_type_or_number() {
    Executable executable = backend.compile(doubling());
    assertThatThrownBy(() -> executable.run(NdArray.of(new float[6], 3, 2)))
        .isInstanceOf(FigmentException.class)
        .hasMessage("program doubling, input x: got f32[3,2], takes f32[2,3]");
    assertThatThrownBy(() -> executable.run(NdArray.of(new int[6], 2, 3)))
        .isInstanceOf(FigmentException.class)
        .hasMessage("program doubling, input x: got i32[2,3], takes f32[2,3]");
    assertThatThrownBy(executable::run)
        .isInstanceOf(FigmentException.class)
        .hasMessage("program doubling takes 1 inputs, not 0\n    they are [x]");
  }

  @Test
  void refuses_an_output_that_does_not_exist() {
    Executable executable = backend.compile(doubling());
    executable.run(NdArray.of(new float[6], 2, 3));
    assertThatThrownBy(() -> executable.read("z"))
        .isInstanceOf(FigmentException.class)
        .hasMessage("program doubling has no output named z\n    it has [y]");
  }

  @Test
  void refuses_to_read_into_an_array_of_another_type_or_before_a_run() {
    Executable executable = backend.compile(doubling());
    assertThatIllegalStateException()
        .isThrownBy(() -> executable.read("y"))
        .withMessage("program doubling has not run yet");
    executable.run(NdArray.of(new float[6], 2, 3));
    assertThatThrownBy(() -> executable.read(0, NdArray.of(new float[5], 5)))
        .isInstanceOf(FigmentException.class)
        .hasMessage("program doubling, output y: gives f32[2,3], not f32[5]");
  }

  @Test
  void refuses_to_set_a_variable_to_another_type() {
    Variable variable = Variable.zeros("weight", TensorType.f32(2));
    assertThatThrownBy(() -> backend.write(variable, NdArray.of(new float[3], 3)))
        .isInstanceOf(FigmentException.class)
        .hasMessage("variable weight f32[2] cannot be set to an array of type f32[3]");
  }

  @Test
  void refuses_a_free_batch() {
    Graph graph = new Graph();
    graph.output("y", graph.input("x", TensorType.f32(Shape.N, 3)).times(2));
    Program program = graph.build("free");
    assertThatThrownBy(() -> backend.compile(program))
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith("program free cannot run with a free batch: ")
        .hasMessageEndingWith("\n    build it for a batch size");
  }

  @Test
  void rejects_use_after_closing_and_closes_twice() {
    Backend closed = open();
    Executable executable = closed.compile(doubling());
    Variable variable = Variable.zeros("weight", TensorType.f32(1));
    NdArray one = NdArray.of(new float[1], 1);
    NdArray input = NdArray.of(new float[6], 2, 3);
    executable.run(input);
    closed.close();
    assertThatCode(closed::close).doesNotThrowAnyException();
    String message = "the " + closed.getName() + " backend is closed";
    assertThatIllegalStateException()
        .isThrownBy(() -> closed.compile(doubling()))
        .withMessage(message);
    assertThatIllegalStateException().isThrownBy(() -> executable.run(input)).withMessage(message);
    assertThatIllegalStateException().isThrownBy(() -> executable.read("y")).withMessage(message);
    assertThatIllegalStateException().isThrownBy(() -> closed.read(variable)).withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> closed.write(variable, one))
        .withMessage(message);
  }

  @Test
  void says_what_it_is() {
    assertThat(backend.getName()).isEqualTo(provider().getName());
    assertThat(backend.getDescription()).contains(provider().getName());
    assertThat(provider().probe().getReason()).isNotBlank();
  }
}
