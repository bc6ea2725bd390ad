package dev.figment.cpu.opencv;

import dev.figment.Pixels;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The bridge between {@link Pixels} (planes, red first) and OpenCV's matrices (mixed, blue first).
 */
final class Mats {
  private Mats() {}

  /** A new matrix with the image's samples; the caller closes it. */
  static Mat of(Pixels image) {
    int channels = image.getChannels();
    int area = image.getHeight() * image.getWidth();
    byte[] samples = image.samples();
    byte[] mixed = samples;
    if (channels == 3) {
      mixed = new byte[samples.length];
      for (int i = 0; i < area; i++) {
        mixed[3 * i] = samples[2 * area + i];
        mixed[3 * i + 1] = samples[area + i];
        mixed[3 * i + 2] = samples[i];
      }
    }
    int type = channels == 3 ? opencv_core.CV_8UC3 : opencv_core.CV_8UC1;
    Mat mat = new Mat(image.getHeight(), image.getWidth(), type);
    try (BytePointer data = mat.data()) {
      data.put(mixed, 0, mixed.length);
    }
    return mat;
  }

  /** The samples of a continuous 8-bit matrix of 1 or 3 channels. */
  static Pixels toPixels(Mat mat) {
    int channels = mat.channels();
    int area = mat.rows() * mat.cols();
    byte[] mixed = new byte[Math.multiplyExact(channels, area)];
    try (BytePointer data = mat.data()) {
      data.get(mixed, 0, mixed.length);
    }
    byte[] samples = mixed;
    if (channels == 3) {
      samples = new byte[mixed.length];
      for (int i = 0; i < area; i++) {
        samples[i] = mixed[3 * i + 2];
        samples[area + i] = mixed[3 * i + 1];
        samples[2 * area + i] = mixed[3 * i];
      }
    }
    return Pixels.of(channels, mat.rows(), mat.cols(), samples);
  }
}
