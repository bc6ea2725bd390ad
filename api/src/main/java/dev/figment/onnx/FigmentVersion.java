package dev.figment.onnx;

/** The version of Figment that exported files carry; a test compares it with the build's. */
final class FigmentVersion {
  static final String CURRENT = "0.1.0";

  private FigmentVersion() {}
}
