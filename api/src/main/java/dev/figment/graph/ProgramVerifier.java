package dev.figment.graph;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.op.Placeholder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks what every program promises; runs after building and between passes. */
public final class ProgramVerifier {
  private ProgramVerifier() {}

  /**
   * Checks that nodes come after their inputs and have the types that their ops infer, that values
   * from outside are declared, that names of variables are unique, that updates and outputs are
   * nodes of the program, and that inputs have rows where several replicas share them.
   *
   * @throws FigmentException naming the node that breaks a promise
   */
  public static void verify(Program program) {
    Set<Tensor> declared = new HashSet<>(program.getInputs().values());
    declared.addAll(program.getVariables().values());
    Set<Tensor> seen = new HashSet<>();
    for (Tensor node : program.getNodes()) {
      List<TensorType> types = new ArrayList<>();
      for (Tensor input : node.inputs()) {
        check(seen.contains(input), program, node + " comes before its input " + input);
        types.add(input.getType());
      }
      TensorType inferred = node.op().infer(types);
      check(inferred.equals(node.getType()), program, node + " should have the type " + inferred);
      check(seen.add(node), program, node + " stands twice");
      check(
          !(node.op() instanceof Placeholder) || declared.contains(node),
          program,
          node + " is neither an input nor a variable of it");
    }
    program
        .getInputs()
        .forEach(
            (name, node) ->
                check(
                    program.getReplicas() == 1 || node.getShape().getRank() > 0,
                    program,
                    "input " + name + " has no rows that replicas could share"));
    declared.forEach(
        node -> check(seen.contains(node), program, node + " is declared but missing"));
    Set<String> names = new HashSet<>();
    program
        .getVariables()
        .forEach(
            (variable, node) -> {
              check(
                  names.add(variable.getName()),
                  program,
                  "two variables are named " + variable.getName());
              check(
                  variable.getType().equals(node.getType()),
                  program,
                  variable + " is read as " + node.getType());
            });
    program
        .getUpdates()
        .forEach(
            (variable, node) -> {
              check(seen.contains(node), program, "the update of " + variable + " is missing");
              check(
                  program.getVariables().containsKey(variable),
                  program,
                  variable + " is updated but not declared");
              check(
                  variable.getType().equals(node.getType()),
                  program,
                  variable + " is updated with " + node.getType());
            });
    program
        .getOutputs()
        .forEach(
            (name, node) -> check(seen.contains(node), program, "output " + name + " is missing"));
  }

  private static void check(boolean holds, Program program, String fact) {
    if (!holds) {
      throw new FigmentException("program " + program.getName() + " is not sound: " + fact);
    }
  }
}
