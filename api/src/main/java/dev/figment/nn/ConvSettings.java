package dev.figment.nn;

import dev.figment.op.ConvGeometry;

/** What convolutions and transposed convolutions can be told. */
final class ConvSettings {
  static final ConvSettings DEFAULT =
      new ConvSettings(3, 1, 1, 1, 1, Initializer.he(), true, false);

  final int kernel;
  final int stride;
  final int padding;
  final int dilation;
  final int groups;
  final Initializer initializer;
  final boolean bias;
  final boolean spectral;

  private ConvSettings(
      int kernel,
      int stride,
      int padding,
      int dilation,
      int groups,
      Initializer initializer,
      boolean bias,
      boolean spectral) {
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    this.groups = groups;
    this.initializer = initializer;
    this.bias = bias;
    this.spectral = spectral;
  }

  ConvSettings kernel(int size) {
    int half = dilation * (size - 1) / 2;
    return new ConvSettings(size, stride, half, dilation, groups, initializer, bias, spectral);
  }

  ConvSettings stride(int step) {
    return new ConvSettings(kernel, step, padding, dilation, groups, initializer, bias, spectral);
  }

  ConvSettings padding(int zeros) {
    return new ConvSettings(kernel, stride, zeros, dilation, groups, initializer, bias, spectral);
  }

  ConvSettings dilation(int distance) {
    int half = distance * (kernel - 1) / 2;
    return new ConvSettings(kernel, stride, half, distance, groups, initializer, bias, spectral);
  }

  ConvSettings groups(int count) {
    return new ConvSettings(kernel, stride, padding, dilation, count, initializer, bias, spectral);
  }

  ConvSettings initializer(Initializer choice) {
    return new ConvSettings(kernel, stride, padding, dilation, groups, choice, bias, spectral);
  }

  ConvSettings withoutBias() {
    return new ConvSettings(
        kernel, stride, padding, dilation, groups, initializer, false, spectral);
  }

  ConvSettings spectralNorm() {
    return new ConvSettings(kernel, stride, padding, dilation, groups, initializer, bias, true);
  }

  ConvGeometry geometry(int spatialRank) {
    return ConvGeometry.of(spatialRank)
        .stride(stride)
        .pad(padding)
        .dilation(dilation)
        .groups(groups);
  }

  /** The settings that differ from the defaults, as they are written in code. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(kernel == 3 ? "" : ".kernel(" + kernel + ")");
    text.append(stride == 1 ? "" : ".stride(" + stride + ")");
    text.append(dilation == 1 ? "" : ".dilation(" + dilation + ")");
    text.append(padding == dilation * (kernel - 1) / 2 ? "" : ".padding(" + padding + ")");
    text.append(groups == 1 ? "" : ".groups(" + groups + ")");
    return text.append(spectral ? ".spectralNorm()" : "").toString();
  }
}
