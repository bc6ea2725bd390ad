package dev.figment.data;

import dev.figment.FigmentException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of what a data set holds, however it is stored. */
final class ContentHash {
  private ContentHash() {}

  static String of(Dataset dataset) {
    MessageDigest digest = digest("SHA-256");
    String header =
        "figment data 1 "
            + dataset.getSize()
            + " "
            + dataset.getExampleShape()
            + " "
            + dataset.getRange()
            + " "
            + dataset.getLabelNames()
            + "\n";
    digest.update(header.getBytes(StandardCharsets.UTF_8));
    float[] example = new float[dataset.getExampleShape().getSize()];
    ByteBuffer bytes = ByteBuffer.allocate(4 * example.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < dataset.getSize(); i++) {
      dataset.read(i, example, 0);
      bytes.clear();
      bytes.asFloatBuffer().put(example);
      bytes.putInt(4 * example.length, dataset.hasLabels() ? dataset.label(i) : -1);
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A digest that every Java platform has. */
  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException missing) {
      throw new FigmentException(missing, "this Java has no " + algorithm, "use a complete JDK");
    }
  }
}
