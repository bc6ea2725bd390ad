package dev.figment.data;

import dev.figment.FigmentException;
import dev.figment.PixelRange;
import dev.figment.Pixels;
import dev.figment.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The decoding of many image files on two background threads, in order. */
final class ImageDecoder {
  private static final int THREADS = 2;

  /** Files in work at once; more would only take memory. */
  private static final int WINDOW = 16;

  private final ImageSource source;
  private final String root;
  private final long memory;
  private final @Nullable Consumer<FigmentException> skipped;
  private ImageFit fit;
  private long used;

  ImageDecoder(
      ImageSource source,
      String root,
      ImageFit fit,
      long memory,
      @Nullable Consumer<FigmentException> skipped) {
    this.source = source;
    this.root = root;
    this.fit = fit;
    this.memory = memory;
    this.skipped = skipped;
  }

  /** Reads images of one part; the first image ever read gives the size where none was wanted. */
  Dataset read(List<String> names, List<String> classes, String part) {
    if (skipped == null && !names.isEmpty()) {
      checkFirst(part + names.get(0));
    }
    fit.load();
    if (!fit.hasSize()) {
      fitToFirst(names, part);
    }
    Shape shape = Shape.of(fit.channels(), fit.height(), fit.width());
    ByteStore.checkFits(names.size(), shape.getSize(), memory - used);
    ByteStore store = new ByteStore(shape.getSize());
    int[] labels = new int[names.size()];
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, threadNames());
    try {
      Deque<Future<Pixels>> window = new ArrayDeque<>();
      int started = 0;
      for (String name : names) {
        while (started < names.size() && window.size() < WINDOW) {
          String next = names.get(started++);
          window.add(threads.submit(() -> decode(part + next)));
        }
        Pixels image = await(window.remove());
        if (image != null) {
          labels[store.size()] =
              classes.isEmpty() ? 0 : ImageNames.label(name, classes, part + name);
          store.add(image.samples());
        }
      }
    } finally {
      threads.shutdownNow();
    }
    checkNotEmpty(store, names);
    used += (long) store.size() * shape.getSize();
    Labels known =
        classes.isEmpty()
            ? Labels.NONE
            : Labels.of(store.size(), Arrays.copyOf(labels, store.size()), classes);
    return new ByteDataset(store.trimmed(), shape, PixelRange.UNIT, known);
  }

  /** Tells of a wrong file before the codec is loaded, which takes its time. */
  private void checkFirst(String name) {
    try {
      fit.check(source.read(root + name, fit.maxFileBytes()));
    } catch (FigmentException error) {
      throw error.at(root + name);
    }
  }

  private void fitToFirst(List<String> names, String part) {
    List<String> failures = new ArrayList<>();
    for (String name : names) {
      try {
        Pixels first = decode(part + name);
        fit = fit.to(first.getHeight(), first.getWidth());
        return;
      } catch (FigmentException error) {
        if (skipped == null) {
          throw error;
        }
        failures.add(name);
      }
    }
    checkNotEmpty(new ByteStore(1), failures);
  }

  private static void checkNotEmpty(ByteStore store, List<String> names) {
    if (store.size() == 0) {
      throw new FigmentException(
          "none of the " + names.size() + " images can be read",
          "leave out skippingUnreadable(...) to see why the first one fails");
    }
  }

  private Pixels decode(String name) {
    try {
      return fit.decode(source.read(root + name, fit.maxFileBytes()));
    } catch (FigmentException error) {
      throw error.at(root + name);
    }
  }

  private @Nullable Pixels await(Future<Pixels> future) {
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new FigmentException(
          interrupted, "reading images was interrupted", "another thread asked this one to stop");
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (!(cause instanceof FigmentException known)) {
        throw new FigmentException(failed, "an image cannot be decoded: " + cause);
      }
      if (skipped == null) {
        throw known;
      }
      skipped.accept(known);
      return null;
    }
  }

  private static ThreadFactory threadNames() {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "figment-images-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
