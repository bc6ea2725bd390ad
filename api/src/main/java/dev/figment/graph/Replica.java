package dev.figment.graph;

import dev.figment.Tensor;
import dev.figment.op.Op;
import dev.figment.op.Random;
import java.util.ArrayList;
import java.util.List;

/** What one replica runs of a program that several run together. */
public final class Replica {
  private Replica() {}

  /**
   * The program of one replica: its inputs are as they were declared, and it draws random numbers
   * of its own. Nodes correspond one to one, and come in the same order for all replicas.
   *
   * @param number of the replica, from 0
   */
  public static Program of(Program program, int number) {
    return Rewriting.of(
        program,
        1,
        (rewriting, node) -> {
          List<Tensor> inputs = new ArrayList<>();
          node.inputs().forEach(input -> inputs.add(rewriting.get(input)));
          Op op = node.op() instanceof Random ? ((Random) node.op()).ofReplica(number) : node.op();
          return rewriting.graph().apply(op, inputs);
        });
  }
}
