package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.backend.Later;
import dev.figment.backend.Moment;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One of several GPUs fails, and the others do not wait for it for ever. Each test has its own. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class StandInReplicaFailureTest {
  private static final NdArray ROWS = NdArray.of(new float[24], 8, 3);

  @BeforeEach
  void only_where_a_stand_in_can_be_made() {
    assumeTrue(StandIn.problem() == null, StandIn.problem());
    StandIn.load();
    StandIn.set("devices", 8);
  }

  private static Backend open(int... devices) {
    return CudaBackend.open(CudaOptions.defaults().cache(StandIn.cache()).devices(devices));
  }

  private static Program mean() {
    Graph graph = new Graph();
    graph.replicas(2);
    Tensor rows = graph.input("rows", TensorType.f32(4, 3));
    graph.output("mean", rows.mean(0).replicaMean());
    return graph.build("mean");
  }

  private static void isOver(Backend backend, String words) {
    assertThatThrownBy(() -> backend.compile(mean()))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "the GPUs cannot go on together: "
                + words
                + "\n    close the backend, and go on from the last checkpoint");
    assertThatCode(backend::close).doesNotThrowAnyException();
  }

  @Test
  void a_gpu_that_fails_in_a_step_ends_it_on_the_other() {
    Backend backend = open(0, 1);
    Executable executable = backend.compile(mean());
    executable.run(ROWS);
    assertThat(executable.read("mean")).isEqualTo(NdArray.of(new float[3], 3));
    executable.run(ROWS);
    Later mean = executable.later(0);
    StandIn.fail(1); // The first waits for its numbers by now, as soon as somebody waits for it.
    String words =
        "GPU 1: the GPU cannot be used any more: waiting for the GPU: an illegal memory access was"
            + " encountered (cudaErrorIllegalAddress, 700)\n"
            + "    close the backend, and go on from the last checkpoint in a new process";
    assertThatThrownBy(mean::get).isInstanceOf(FigmentException.class).hasMessage(words);
    isOver(backend, words);
  }

  @Test
  void a_gpu_that_fails_before_a_step_ends_it() {
    Backend backend = open(2, 3);
    Executable executable = backend.compile(mean());
    executable.run(ROWS);
    StandIn.fail(3);
    assertThatThrownBy(() -> executable.run(ROWS))
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith("GPU 3: the GPU cannot be used any more: ")
        .hasMessageContaining("an illegal memory access was encountered");
    assertThatThrownBy(() -> executable.read("mean"))
        .hasMessageStartingWith("the GPUs cannot go on together: GPU 3: ");
    assertThatCode(backend::close).doesNotThrowAnyException();
  }

  /** An exchange that does not end, with an error that no call tells. */
  @Test
  void an_error_that_no_call_tells_is_found_while_waiting() {
    Backend backend = open(4, 5);
    Executable executable = backend.compile(mean());
    executable.run(ROWS);
    Later mean = executable.later(0);
    is_found_while_waiting(backend, mean::get);
  }

  @Test
  void the_same_while_asking_how_long_a_step_took() {
    Backend backend = open(6, 7);
    Executable executable = backend.compile(mean());
    Moment start = backend.mark();
    executable.run(ROWS);
    Moment end = backend.mark();
    is_found_while_waiting(backend, () -> end.secondsSince(start));
  }

  private static void is_found_while_waiting(Backend backend, ThrowingCallable wait) {
    StandIn.set("nccl stalls", 1);
    StandIn.set("nccl asynchronous", 6);
    try {
      assertThatThrownBy(wait)
          .isInstanceOf(FigmentException.class)
          .hasMessageStartingWith(
              "exchanging numbers with the other GPUs: remote process exited or there was a"
                  + " network error");
    } finally {
      StandIn.set("nccl stalls", 0);
      StandIn.set("nccl asynchronous", 0);
    }
    assertThatCode(backend::close).doesNotThrowAnyException();
  }
}
