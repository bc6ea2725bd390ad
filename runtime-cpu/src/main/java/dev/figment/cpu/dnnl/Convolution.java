package dev.figment.cpu.dnnl;

/** The window of a convolution as oneDNN takes it; a dilation of 0 is a dense window. */
public final class Convolution {
  final long[] strides;
  final long[] dilations;
  final long[] padLow;
  final long[] padHigh;

  public Convolution(int[] strides, int[] dilations, int[] padLow, int[] padHigh) {
    this.strides = Layout.longs(strides);
    this.dilations = Layout.longs(dilations);
    for (int i = 0; i < dilations.length; i++) {
      this.dilations[i] -= 1;
    }
    this.padLow = Layout.longs(padLow);
    this.padHigh = Layout.longs(padHigh);
  }
}
