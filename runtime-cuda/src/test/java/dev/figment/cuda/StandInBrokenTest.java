package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import org.junit.jupiter.api.Test;

/** A GPU on which a kernel went astray: nothing works in this process from then on. */
class StandInBrokenTest {
  @Test
  void every_call_names_the_first_error_and_closing_works() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
    CudaBackend backend = new CudaBackend(new StandInProvider().gpu());
    Variable weights = Variable.zeros("weights", TensorType.of(DType.F32, Shape.of(2)));
    Graph graph = new Graph();
    graph.output("twice", graph.read(weights).times(2));
    Executable executable = backend.compile(graph.build("doubling"));
    executable.run();
    StandIn.fail();
    String wanted =
        "the GPU cannot be used any more: running a program: an illegal memory access was"
            + " encountered (cudaErrorIllegalAddress, 700)\n"
            + "    close the backend, and go on from the last checkpoint in a new process";
    assertThatThrownBy(executable::run).isInstanceOf(FigmentException.class).hasMessage(wanted);
    assertThatThrownBy(() -> backend.write(weights, NdArray.of(new float[2], 2)))
        .isInstanceOf(FigmentException.class)
        .hasMessage(wanted);
    assertThatCode(backend::close).doesNotThrowAnyException();
    assertThat(backend.getDescription()).isEqualTo("cuda (Stand-in, sm_90)");
  }
}
