package dev.figment.op;

import dev.figment.Shape;

/** Visits every product of a convolution: the definition that all three convolutions share. */
final class ConvLoop {
  /** One product: element offsets into input, weight and output. */
  @FunctionalInterface
  interface Visitor {
    void visit(int input, int weight, int output);
  }

  private final ConvGeometry geometry;
  private final Shape input;
  private final Shape weight;
  private final Shape output;

  ConvLoop(ConvGeometry geometry, Shape input, Shape weight, Shape output) {
    this.geometry = geometry;
    this.input = input;
    this.weight = weight;
    this.output = output;
  }

  void forEach(Visitor visitor) {
    int perGroup = weight.dim(1);
    int outPerGroup = weight.dim(0) / geometry.getGroups();
    for (int n = 0; n < input.dim(0); n++) {
      for (int o = 0; o < weight.dim(0); o++) {
        for (int c = 0; c < perGroup; c++) {
          int channel = o / outPerGroup * perGroup + c;
          window(0, n * input.dim(1) + channel, o * perGroup + c, n * weight.dim(0) + o, visitor);
        }
      }
    }
  }

  private void window(int d, int in, int w, int out, Visitor visitor) {
    if (d == geometry.getSpatialRank()) {
      visitor.visit(in, w, out);
      return;
    }
    int size = input.dim(d + 2);
    for (int o = 0; o < output.dim(d + 2); o++) {
      for (int k = 0; k < weight.dim(d + 2); k++) {
        int i = geometry.position(d, o, k);
        if (i >= 0 && i < size) {
          window(
              d + 1,
              in * size + i,
              w * weight.dim(d + 2) + k,
              out * output.dim(d + 2) + o,
              visitor);
        }
      }
    }
  }
}
