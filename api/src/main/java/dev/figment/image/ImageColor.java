package dev.figment.image;

/** Whether an image is wanted in grey or in colour. */
public enum ImageColor {
  /** One channel, the luminance. */
  GREY(1),
  /** Three channels: red, green, blue. */
  COLOUR(3);

  private final int channels;

  ImageColor(int channels) {
    this.channels = channels;
  }

  /** The number of channels, 1 or 3. */
  public int getChannels() {
    return channels;
  }
}
