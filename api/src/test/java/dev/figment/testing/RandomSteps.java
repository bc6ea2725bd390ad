package dev.figment.testing;

import dev.figment.Backend;
import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Philox;
import dev.figment.Tensor;
import dev.figment.backend.Executable;
import dev.figment.backend.ReferenceBackend;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.Map;

/**
 * Runs {@linkplain RandomPrograms random steps} on a backend and beside the reference: neighbours
 * of every kind share memory, are fused, and overwrite variables in place.
 */
public final class RandomSteps {
  /** Errors grow from op to op, and so do some numbers. */
  private static final double TOLERANCE = 1e-3;

  private RandomSteps() {}

  /** Compares what two runs of such steps give and leave in their variables. */
  public static void check(Backend backend, int from, int to) {
    for (int seed = from; seed < to; seed++) {
      check(backend, RandomPrograms.of(seed), seed);
    }
  }

  private static void check(Backend backend, Program program, int seed) {
    try (Backend reference = new ReferenceBackend()) {
      Philox random = Philox.stream(seed, "random steps");
      Executable expected = reference.compile(program);
      Executable actual = backend.compile(program);
      for (Variable variable : program.getVariables().keySet()) {
        NdArray value =
            numbers(random, variable.getType().getDtype(), NdArray.zeros(variable.getType()));
        reference.write(variable, value);
        backend.write(variable, value);
      }
      for (int step = 0; step < 2; step++) {
        NdArray[] inputs =
            program.getInputs().values().stream()
                .map(input -> numbers(random, input.getDtype(), NdArray.zeros(input.getType())))
                .toArray(NdArray[]::new);
        expected.run(inputs);
        actual.run(inputs);
        String what = program.getName() + ", step " + step + ", ";
        for (Map.Entry<String, Tensor> output : program.getOutputs().entrySet()) {
          compare(
              what + output.getKey(), actual.read(output.getKey()), expected.read(output.getKey()));
        }
        for (Variable variable : program.getVariables().keySet()) {
          compare(what + variable, backend.read(variable), reference.read(variable));
          // Both go on from the same, so that errors do not grow from step to step.
          backend.write(variable, reference.read(variable));
        }
      }
    }
  }

  private static void compare(String what, NdArray actual, NdArray expected) {
    if (Closeness.isWhole(expected)) {
      Closeness.same(what, actual, expected);
    } else {
      Closeness.check(what, actual, expected, TOLERANCE);
    }
  }

  private static NdArray numbers(Philox random, DType dtype, NdArray array) {
    for (int i = 0; i < array.getSize(); i++) {
      array.set(i, dtype == DType.I32 ? random.nextInt(5) : random.nextFloat(-0.5f, 0.5f));
    }
    return array;
  }
}
