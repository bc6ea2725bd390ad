package dev.figment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatchesTest {
  private static Dataset labelled(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(Integer::toString).toList();
    return Numbers.of(count).withLabels(IntStream.range(0, count).toArray(), names);
  }

  private static List<Integer> labels(Batches batches, int count) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (int label : batches.next().getLabels().ints()) {
        labels.add(label);
      }
    }
    return labels;
  }

  @Test
  void gives_every_example_once_in_order_for_evaluation() {
    try (Batches batches = BatchLoader.evaluation(labelled(10), 4).open()) {
      List<Integer> sizes = new ArrayList<>();
      List<Integer> labels = new ArrayList<>();
      while (batches.hasNext()) {
        Batch batch = batches.next();
        sizes.add(batch.getSize());
        assertThat(batch.getValues().getShape()).isEqualTo(Shape.of(batch.getSize(), 1, 2, 2));
        for (int i = 0; i < batch.getSize(); i++) {
          labels.add(batch.getLabels().ints()[i]);
          assertThat(batch.getValues().floats()[4 * i])
              .isEqualTo(labels.get(labels.size() - 1) / 10f);
        }
      }
      assertThat(sizes).containsExactly(4, 4, 2);
      assertThat(labels).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
      assertThatThrownBy(batches::next)
          .isInstanceOf(NoSuchElementException.class)
          .hasMessage("all 3 batches of the evaluation have been read");
    }
  }

  @Test
  void leaves_out_the_rest_and_reorders_each_epoch_for_training() {
    try (Batches batches = BatchLoader.training(labelled(10), 3, 7).open()) {
      assertThat(batches.getBatchesPerEpoch()).isEqualTo(3);
      List<Integer> first = labels(batches, 3);
      List<Integer> second = labels(batches, 3);
      assertThat(first).hasSize(9).doesNotHaveDuplicates().isNotEqualTo(second);
      assertThat(second).doesNotHaveDuplicates();
      assertThat(batches.getPosition()).isEqualTo(BatchPosition.of(2, 0));
    }
  }

  @Test
  void gives_equal_batches_for_equal_seeds_and_others_for_others() {
    List<List<Integer>> runs = new ArrayList<>();
    for (long seed : new long[] {7, 7, 8}) {
      try (Batches batches = BatchLoader.training(labelled(50), 8, seed).open()) {
        runs.add(labels(batches, 20));
      }
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
  }

  @Test
  void goes_on_from_a_position_exactly() {
    Dataset dataset = labelled(50).augmented(1, Augmentation.randomCrop(1));
    BatchLoader loader = BatchLoader.training(dataset, 8, 7);
    for (int stop : new int[] {1, 5, 6, 17}) {
      try (Batches whole = loader.open()) {
        labels(whole, stop);
        try (Batches resumed = loader.open(whole.getPosition())) {
          for (int i = 0; i < 9; i++) {
            Batch expected = whole.next();
            Batch actual = resumed.next();
            assertThat(actual.getPosition()).isEqualTo(expected.getPosition());
            assertThat(actual.getLabels()).isEqualTo(expected.getLabels());
            assertThat(actual.getValues()).isEqualTo(expected.getValues());
          }
        }
      }
    }
  }

  @Test
  void uses_a_few_buffers_again_and_again() {
    Set<Object> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
    try (Batches batches = BatchLoader.training(Numbers.of(64), 8, 7).prefetch(3).open()) {
      for (int i = 0; i < 200; i++) {
        Batch batch = batches.next();
        assertThat(batch.getLabels()).isNull();
        buffers.add(batch.getValues().floats());
      }
    }
    assertThat(buffers.size()).isLessThanOrEqualTo(5);
  }

  @Test
  void reads_on_a_named_daemon_thread_that_ends_with_close() throws InterruptedException {
    List<Thread> readers = Collections.synchronizedList(new ArrayList<>());
    Dataset watched =
        new FakeDataset() {
          @Override
          public void read(int index, float[] target, int offset) {
            readers.add(Thread.currentThread());
          }
        };
    Batches batches = BatchLoader.training(watched, 2, 1).open();
    batches.next();
    Thread reader = readers.get(0);
    assertThat(reader.getName()).isEqualTo("figment-batches");
    assertThat(reader.isDaemon()).isTrue();
    batches.close();
    batches.close();
    reader.join(5000);
    assertThat(reader.isAlive()).isFalse();
    assertThatThrownBy(batches::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the batches of 10 examples of [1, 1, 1], UNIT, no labels are closed");
  }

  @Test
  void wakes_a_consumer_that_waits_when_another_thread_closes_it() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Dataset slow =
        new FakeDataset() {
          @Override
          public void read(int index, float[] target, int offset) {
            reading.countDown();
            try {
              never.await();
            } catch (InterruptedException stopped) {
              throw new IllegalStateException(stopped);
            }
          }
        };
    Batches batches = BatchLoader.training(slow, 2, 1).open();
    reading.await();
    Thread closer = new Thread(batches::close, "closer");
    closer.start();
    assertThatThrownBy(batches::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the batches of 10 examples of [1, 1, 1], UNIT, no labels are closed");
    closer.join();
  }

  @Test
  void throws_the_background_error_where_the_batch_is_asked_for() {
    Dataset broken =
        new FakeDataset() {
          @Override
          public void read(int index, float[] target, int offset) {
            if (index == 5) {
              throw new IllegalArgumentException("example 5 is broken");
            }
          }
        };
    try (Batches batches = BatchLoader.evaluation(broken, 2).open()) {
      batches.next();
      batches.next();
      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(batches::next)
            .isInstanceOf(FigmentException.class)
            .hasMessage(
                "batch 2 of epoch 0 cannot be read: java.lang.IllegalArgumentException: example 5"
                    + " is broken")
            .hasCauseInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void refuses_what_gives_no_batches() {
    assertThatThrownBy(() -> BatchLoader.training(Numbers.of(10), 16, 1))
        .hasMessage(
            "a data set of 10 examples does not fill a batch of 16\n"
                + "    use a batch size of at most 10");
    assertThatThrownBy(() -> BatchLoader.evaluation(Numbers.of(10), 0))
        .hasMessage("a batch cannot have 0 examples\n    use a batch size of at least 1");
    assertThatThrownBy(
            () -> BatchLoader.training(Numbers.of(10), 5, 1).open(BatchPosition.of(3, 2)))
        .hasMessage("there is no batch 2 of epoch 3\n    an epoch has 2 batches, counted from 0");
  }

  /** Ten examples of one number. */
  private abstract static class FakeDataset extends Dataset {
    @Override
    public int getSize() {
      return 10;
    }

    @Override
    public Shape getExampleShape() {
      return Shape.of(1, 1, 1);
    }

    @Override
    public PixelRange getRange() {
      return PixelRange.UNIT;
    }
  }
}
