package dev.figment.data;

import dev.figment.Pixels;
import dev.figment.image.ImageCodec;
import dev.figment.image.ImageColor;
import dev.figment.image.ImageLimits;
import java.util.Objects;
import java.util.function.Supplier;

/** How files become images of one colour and one size. */
final class ImageFit {
  private final Supplier<ImageCodec> codec;
  private final ImageColor color;
  private final ImageLimits limits;
  private final boolean cropped;
  private final int height;
  private final int width;

  ImageFit(Supplier<ImageCodec> codec, ImageColor color, ImageLimits limits, boolean cropped) {
    this(codec, color, limits, cropped, 0, 0);
  }

  private ImageFit(
      Supplier<ImageCodec> codec,
      ImageColor color,
      ImageLimits limits,
      boolean cropped,
      int height,
      int width) {
    this.codec = codec;
    this.color = color;
    this.limits = limits;
    this.cropped = cropped;
    this.height = height;
    this.width = width;
  }

  /** The same for a size; with 0 x 0, images keep theirs. */
  ImageFit to(int wantedHeight, int wantedWidth) {
    return new ImageFit(codec, color, limits, cropped, wantedHeight, wantedWidth);
  }

  boolean hasSize() {
    return height > 0;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  int channels() {
    return color.getChannels();
  }

  long maxFileBytes() {
    return limits.getBytes();
  }

  /** Finds the codec, whose native code may have to be loaded. */
  void load() {
    Objects.requireNonNull(codec.get(), "a codec");
  }

  /** Refuses a file that its header shows to be none, without the codec. */
  void check(byte[] file) {
    ImageCodec.check(file, limits);
  }

  Pixels decode(byte[] file) {
    Pixels image = codec.get().decode(file, color, limits);
    if (!hasSize()) {
      return image;
    }
    return cropped ? crop(image) : codec.get().resize(image, height, width);
  }

  /** Makes the image just cover the size, then cuts the middle out of it. */
  private Pixels crop(Pixels image) {
    double scale = Math.max((double) height / image.getHeight(), (double) width / image.getWidth());
    int coverHeight = Math.max(height, (int) Math.round(image.getHeight() * scale));
    int coverWidth = Math.max(width, (int) Math.round(image.getWidth() * scale));
    Pixels cover = codec.get().resize(image, coverHeight, coverWidth);
    if (coverHeight == height && coverWidth == width) {
      return cover;
    }
    byte[] samples = new byte[image.getChannels() * height * width];
    int top = (coverHeight - height) / 2;
    int left = (coverWidth - width) / 2;
    for (int channel = 0; channel < image.getChannels(); channel++) {
      for (int row = 0; row < height; row++) {
        int from = (channel * coverHeight + top + row) * coverWidth + left;
        System.arraycopy(cover.samples(), from, samples, (channel * height + row) * width, width);
      }
    }
    return Pixels.of(image.getChannels(), height, width, samples);
  }
}
