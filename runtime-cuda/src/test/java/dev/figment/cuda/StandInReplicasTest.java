package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.NdArray;
import dev.figment.Tensor;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.cuda.standin.StandIn;
import dev.figment.graph.Graph;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several GPUs on libraries that play CUDA's and NCCL. */
class StandInReplicasTest extends ReplicaConformance {
  private static CudaOptions options() {
    return CudaOptions.defaults().cache(StandIn.cache());
  }

  @Override
  @Nullable String problem() {
    return StandIn.problem();
  }

  @Override
  Path cache() {
    return StandIn.cache();
  }

  @Override
  int count() {
    return 2;
  }

  @BeforeEach
  void begin() {
    StandIn.load();
    StandIn.set("devices", 4);
  }

  @AfterEach
  void gives_back_all_memory() {
    StandIn.set("nccl status", 0);
    assertThat(StandIn.get("used")).isZero();
  }

  /** The running mean of what is put in, which each replica moves by its rows. */
  private static Program running(Variable mean, int replicas) {
    Graph graph = new Graph();
    graph.replicas(replicas);
    Tensor rows = graph.input("rows", TensorType.f32(4, 3));
    Tensor moved = graph.read(mean).times(0.5).plus(rows.mean(0).times(0.5)).replicaMean();
    graph.update(mean, moved);
    graph.output("mean", moved);
    graph.output("largest", rows.maximum().replicaMean());
    return graph.build("running");
  }

  @Test
  void variables_are_equal_on_all_gpus_and_a_step_is_one_launch_on_each() {
    Variable mean = Variable.zeros("mean", TensorType.f32(3));
    try (CudaReplicas backend = (CudaReplicas) CudaBackend.open(options().devices(0, 2, 3))) {
      assertThat(backend.getReplicas()).isEqualTo(3);
      assertThat(backend.getDescription())
          .isEqualTo("cuda (GPU 0, GPU 2, GPU 3: Stand-in, sm_90; NCCL 2.28.9)");
      backend.write(mean, NdArray.of(new float[] {8, 8, 8}, 3));
      Executable executable = backend.compile(running(mean, 3));
      float[] values = new float[36];
      for (int i = 0; i < 36; i++) {
        values[i] = i;
      }
      long groups = StandIn.get("groups");
      long collectives = StandIn.get("collectives");
      executable.run(NdArray.of(values, 12, 3));
      // Two values in a group; once for the library to connect the GPUs, once recorded.
      assertThat(StandIn.get("groups") - groups).isEqualTo(2 * 3);
      assertThat(StandIn.get("collectives") - collectives).isEqualTo(2 * 2 * 3);
      long launches = StandIn.get("graph launches");
      executable.run(NdArray.of(values, 12, 3));
      assertThat(StandIn.get("graph launches") - launches).isEqualTo(3);
      assertThat(StandIn.get("groups") - groups).isEqualTo(2 * 3);
      // The mean of all rows is 16.5, 17.5, 18.5; three quarters of the way from 8 to it.
      for (NdArray each : backend.readAll(mean)) {
        assertThat(each.get(0)).isBetween(14.3749, 14.3751);
        assertThat(each).isEqualTo(backend.read(mean)).isEqualTo(executable.read("mean"));
      }
      assertThat(executable.read("largest").scalar()).isBetween(22.9999, 23.0001);
      assertThat(executable.getFootprint()).isNotNull();
    }
  }

  @Test
  void there_are_fewer_gpus_than_named() {
    refuses(options().devices(0, 4), "there is no GPU number 4\n    the numbers go from 0 to 3");
  }

  private static void refuses(CudaOptions options, String words) {
    assertThatThrownBy(() -> CudaBackend.open(options))
        .isInstanceOf(FigmentException.class)
        .hasMessage(words);
  }

  @Test
  void the_gpus_cannot_be_connected() {
    StandIn.set("nccl status", 2);
    refuses(
        options().devices(0, 1),
        "connecting 2 GPUs: unhandled system error (run with NCCL_DEBUG=INFO for details): no way"
            + " between the GPUs (NCCL, 2)");
  }

  @Test
  void a_gpu_is_named_twice_or_none_is() {
    assertThatThrownBy(() -> options().devices(0, 1, 0))
        .hasMessage("GPU 0 is named twice\n    a GPU works for one replica; name others");
    assertThatThrownBy(options()::devices)
        .hasMessage("no GPU was named\n    name at least one, such as devices(0)");
    assertThatThrownBy(() -> options().devices(0, -1))
        .hasMessage("there is no GPU number -1\n    numbers begin at 0");
  }

  @Test
  void a_program_is_for_all_gpus_or_for_one() {
    Variable mean = Variable.zeros("mean", TensorType.f32(3));
    try (Backend backend = CudaBackend.open(options().devices(0, 1))) {
      assertThatThrownBy(() -> backend.compile(running(mean, 3)))
          .isInstanceOf(FigmentException.class)
          .hasMessage(
              "program running is for 3 replicas\n"
                  + "    there are 2 GPUs; build it for as many, or for one");
    }
    try (Backend backend = CudaBackend.open(options())) {
      assertThatThrownBy(() -> backend.compile(running(mean, 2)))
          .isInstanceOf(FigmentException.class)
          .hasMessage(
              "program running is for 2 replicas, the cuda backend has one\n"
                  + "    build it for as many as Backend.getReplicas() says");
    }
  }

  /** It is refused before anything waits, so that the GPUs go on together. */
  @Test
  void a_program_that_does_not_fit_names_the_gpu_and_a_smaller_one_runs() {
    Graph graph = new Graph();
    graph.replicas(2);
    Tensor input = graph.input("images", TensorType.f32(64, 64 * 1024));
    graph.output("product", input.matMul(input.transpose(1, 0).times(2)).replicaMean());
    Variable mean = Variable.zeros("mean", TensorType.f32(3));
    try (Backend backend = CudaBackend.open(options().devices(0, 1))) {
      StandIn.set("bytes", 20L << 20);
      assertThatThrownBy(() -> backend.compile(graph.build("large")))
          .isInstanceOf(FigmentException.class)
          .hasMessageStartingWith("GPU 0: program large works in ")
          .hasMessageEndingWith(" instead of 64 would fit");
      StandIn.set("bytes", 1L << 30);
      Executable executable = backend.compile(running(mean, 2));
      executable.run(NdArray.of(new float[24], 8, 3));
      assertThat(executable.read("mean")).isEqualTo(NdArray.of(new float[3], 3));
    } finally {
      StandIn.set("bytes", 1L << 34);
    }
  }

  @Test
  void a_closed_backend_says_so() {
    Backend backend = CudaBackend.open(options().devices(1, 0));
    backend.close();
    backend.close();
    assertThatThrownBy(() -> backend.compile(new Graph().build("nothing")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the cuda backend is closed");
  }
}
