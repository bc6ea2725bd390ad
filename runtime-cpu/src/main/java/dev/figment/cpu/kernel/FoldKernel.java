package dev.figment.cpu.kernel;

import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cpu.dnnl.Call;
import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.dnnl.Layout;
import dev.figment.cpu.dnnl.Plan;
import dev.figment.cpu.dnnl.Role;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A convolution as a product, which makes each pixel's window, and a {@link Fold} of the windows:
 * some images at a time, so that windows stay in the cache.
 */
final class FoldKernel extends Kernel {
  /** The bytes of windows that are made at a time, if an image has no more. */
  private static final int CHUNK = 1 << 18;

  private final String name;
  private final View source;
  private final Storage weights;
  private final View target;
  private final List<Share> shares = new ArrayList<>();
  private FloatBuffer images = FloatBuffer.allocate(0);

  /** Some images, one chunk of them after another, through the same memory. */
  private static final class Share {
    final Fold fold;
    final Storage windows;
    final List<Chunk> chunks = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();
    FloatBuffer floats = FloatBuffer.allocate(0);

    Share(Fold fold, Storage windows) {
      this.fold = fold;
      this.windows = windows;
    }
  }

  /** Images whose windows are made by one product. */
  private static final class Chunk {
    final int first;
    final int count;
    final Plan product;
    final Storage scratch;

    Chunk(int first, int count, Plan product, Storage scratch) {
      this.first = first;
      this.count = count;
      this.product = product;
      this.scratch = scratch;
    }
  }

  /**
   * Prepares.
   *
   * @param source images with many channels, dense with channels last
   * @param weights a matrix: for each channel of the source a window
   * @param target images with few channels, dense with channels last
   */
  FoldKernel(
      String name,
      Dnnl dnnl,
      int workers,
      View source,
      Storage weights,
      View target,
      Supplier<Fold> fold) {
    this.name = name;
    this.source = source;
    this.weights = weights;
    this.target = target;
    int batch = source.dim(0);
    int count = Math.min(workers, batch);
    for (int i = 0; i < count; i++) {
      int from = MatMulKernels.bound(batch, i, count, 1);
      addShare(dnnl, fold.get(), from, MatMulKernels.bound(batch, i + 1, count, 1));
    }
    reading(source.getStorage());
    reading(weights);
    writing(target.getStorage());
  }

  private void addShare(Dnnl dnnl, Fold fold, int from, int end) {
    int most = Math.min(end - from, Math.max(1, CHUNK / 4 / fold.getWindows()));
    Share share = new Share(fold, scratch(4L * most * fold.getWindows()));
    Chunk chunk = null;
    for (int first = from; first < end; first += most) {
      int count = Math.min(most, end - first);
      if (chunk == null || chunk.count != count) {
        Plan product = product(dnnl, fold, count);
        chunk = new Chunk(first, count, product, scratch(product.getScratchBytes()));
      } else {
        chunk = new Chunk(first, count, chunk.product, chunk.scratch);
      }
      share.chunks.add(chunk);
    }
    shares.add(share);
  }

  private Plan product(Dnnl dnnl, Fold fold, int images) {
    int channels = source.dim(1);
    int pixels = source.getSize() / source.dim(0) / channels;
    int width = fold.getWindows() / pixels;
    return dnnl.matMul(
        rows(images * pixels, channels), rows(channels, width), rows(images * pixels, width));
  }

  private static Layout rows(int height, int width) {
    return Layout.strided(new int[] {height, width}, new int[] {width, 1});
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public int getShares() {
    return shares.size();
  }

  @Override
  public void bind() {
    images = Places.floats(target.getStorage());
    for (Share share : shares) {
      share.floats = Places.floats(share.windows);
      for (Chunk chunk : share.chunks) {
        share.calls.add(chunk.product.bind((role, layout) -> place(share.windows, chunk, role)));
      }
    }
  }

  private Plan.Place place(Storage windows, Chunk chunk, Role role) {
    switch (role) {
      case SOURCE:
        long image = source.getSize() / source.dim(0);
        return Places.at(source.getStorage(), source.getOffset() + chunk.first * image);
      case WEIGHTS:
        return Places.at(weights, 0);
      case TARGET:
        return Places.at(windows, 0);
      default:
        return Places.at(chunk.scratch, 0);
    }
  }

  @Override
  public void run(int number, Worker worker) {
    Share share = shares.get(number);
    Fold fold = share.fold;
    for (int i = 0; i < share.calls.size(); i++) {
      share.calls.get(i).execute(worker.stream());
      Chunk chunk = share.chunks.get(i);
      for (int k = 0; k < chunk.count; k++) {
        int to = target.getOffset() + (chunk.first + k) * fold.getImage();
        fold.run(share.floats, k * fold.getWindows(), images, to);
      }
    }
  }

  @Override
  public void free() {
    for (Share share : shares) {
      share.calls.forEach(Call::free);
      share.calls.clear();
    }
  }
}
