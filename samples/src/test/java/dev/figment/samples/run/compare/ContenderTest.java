package dev.figment.samples.run.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.PixelRange;
import dev.figment.Shape;
import dev.figment.data.Dataset;
import dev.figment.data.Datasets;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContenderTest {
  @ParameterizedTest
  @ValueSource(ints = {28, 32, 64})
  void all_are_of_like_size(int side) {
    Shape shape = Shape.of(1, side, side);
    Dataset blank =
        Datasets.of(shape, PixelRange.UNIT, new float[shape.getSize()], new float[shape.getSize()]);
    LongSummaryStatistics weights =
        Contender.all().stream()
            .mapToLong(contender -> contender.weights(blank))
            .summaryStatistics();
    assertThat(weights.getMax()).isLessThan(2 * weights.getMin());
  }
}
