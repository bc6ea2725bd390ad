package dev.figment.samples.run.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.graph.Variable;
import dev.figment.train.DataSpec;
import dev.figment.train.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchPresetTest {
  private static List<Phase> phases(BenchPreset preset) {
    DataSpec data = DataSpec.of(preset.example(), preset.range(), List.of());
    return List.copyOf(preset.recipe().bind(data).getPhases());
  }

  /** As many as samples/benchmarks/pytorch/models.py has. */
  @ParameterizedTest
  @CsvSource({
    "dense-vae, 652824",
    "conv-vae-64, 3229347",
    "dcgan-64, 6342340",
    "wgan-gp-64, 6572612"
  })
  void has_as_many_parameters_as_its_twin(String name, long parameters) {
    long count = 0;
    for (Phase phase : phases(BenchPreset.named(name))) {
      for (Variable weight : phase.getWeights()) {
        count += weight.getType().getShape().getSize();
      }
    }
    assertThat(count).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({"dense-vae, 1", "conv-vae-64, 1", "dcgan-64, 1", "wgan-gp-64, 5"})
  void takes_a_batch_for_each_run_of_its_first_phase(String name, int batches) {
    BenchPreset preset = BenchPreset.named(name);
    assertThat(phases(preset).get(0).getTimes()).isEqualTo(batches);
    assertThat(preset.batchesPerStep()).isEqualTo(batches);
  }

  @Test
  void a_name_that_does_not_exist_is_refused_with_those_that_do() {
    assertThatThrownBy(() -> BenchPreset.named("biggan"))
        .isInstanceOf(FigmentException.class)
        .hasMessage(
            "there is no preset 'biggan'\n"
                + "    there are dense-vae, conv-vae-64, dcgan-64, wgan-gp-64");
  }
}
