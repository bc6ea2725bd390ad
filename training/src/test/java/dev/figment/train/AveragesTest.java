package dev.figment.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.Backend;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.graph.Graph;
import dev.figment.graph.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragesTest {
  private static final double DECAY = 0.26;

  @Test
  void keep_less_of_the_beginning_than_the_decay_until_it_is_reached() {
    Variable weight = Variable.zeros("weight", TensorType.f32(2));
    Variable step = Variable.zeros("step", TensorType.f32(1));
    Averages averages = new Averages(DECAY);
    Graph graph = new Graph();
    graph.update(weight, graph.read(weight).plus(1));
    averages.follow(graph, List.of(weight), graph.read(step));
    graph.update(step, graph.read(step).plus(1));
    graph.output("weight", graph.read(weight));
    double expected = 0;
    try (Backend backend = Backend.named("reference")) {
      Executable program = backend.compile(graph.build("step"));
      program
          .getProgram()
          .getVariables()
          .keySet()
          .forEach(variable -> backend.write(variable, variable.initialValue(1)));
      double[] kept = {2 / 11.0, 3 / 12.0, DECAY, DECAY};
      for (int i = 0; i < kept.length; i++) {
        program.run();
        expected = expected * kept[i] + (i + 1) * (1 - kept[i]);
      }
      double average = averages.during(backend, () -> backend.read(weight).get(1));
      assertThat(average).isCloseTo(expected, within(1e-6));
      assertThat(backend.read(weight).get(1)).isEqualTo(4);
    }
  }
}
