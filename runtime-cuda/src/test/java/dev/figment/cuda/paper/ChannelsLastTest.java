package dev.figment.cuda.paper;

import static dev.figment.nn.Layers.averagePool;
import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.crop;
import static dev.figment.nn.Layers.relu;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.upsample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.compile.Command;
import dev.figment.graph.Graph;
import dev.figment.nn.Layer;
import dev.figment.nn.Mode;
import dev.figment.nn.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lies between convolutions, which take and give channels last, leaves them there. */
class ChannelsLastTest {
  private static final Shape IMAGES = Shape.of(Shape.N, 3, 8, 8);

  @Test
  void an_image_is_repeated_by_one_copy() {
    assertThat(between(upsample(2))).containsExactly("repeated");
  }

  @Test
  void an_average_of_parts_is_one_sum() {
    assertThat(between(averagePool(2))).containsExactly("sum");
  }

  @Test
  void a_part_of_an_image_is_run_through_as_it_lies() {
    assertThat(between(stack(crop(7, 7), relu()))).containsExactly("relu");
  }

  /** The launches between two convolutions. */
  private static List<String> between(Layer layer) {
    Graph graph = new Graph();
    Layer all = stack(conv(4).kernel(1), layer, conv(4).kernel(1));
    graph.output(
        "y",
        all.bind(Scope.of("net"), IMAGES)
            .forward(graph.input("x", TensorType.f32(2, 3, 8, 8)), Mode.INFERENCE));
    List<String> names =
        new PaperPlan(graph.build("net")).launches().stream().map(Command::getName).toList();
    return names.subList(names.indexOf("conv") + 1, names.lastIndexOf("conv"));
  }
}
