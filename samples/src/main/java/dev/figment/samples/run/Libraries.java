package dev.figment.samples.run;

import ai.onnxruntime.OrtEnvironment;
import dev.figment.Shape;
import dev.figment.cuda.CudaBackend;
import dev.figment.image.ImageCodec;
import dev.figment.onnx.OnnxMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/** The versions of the libraries, each loaded to see whether it works here. */
public final class Libraries {
  private Libraries() {}

  /** Versions by library, or why one cannot be loaded. */
  public static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("figment", figment());
    versions.put("oneDNN", jar("org.bytedeco", "dnnl"));
    versions.put("ONNX Runtime", tried(() -> OrtEnvironment.getEnvironment().getVersion()));
    versions.put("OpenCV", tried(() -> ImageCodec.find().getName().replace("OpenCV ", "")));
    versions.putAll(CudaBackend.versions());
    return versions;
  }

  /** The version of Figment, as exported files carry it. */
  public static String figment() {
    return OnnxMetadata.of(OnnxMetadata.DECODER, Shape.of(1)).getFigmentVersion();
  }

  private static String tried(Supplier<String> version) {
    try {
      return version.get();
    } catch (RuntimeException | LinkageError broken) {
      return "cannot be loaded: " + broken.getMessage();
    }
  }

  /** The version that a jar was published as. */
  private static String jar(String group, String artifact) {
    String name = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = Libraries.class.getResourceAsStream(name)) {
      if (in == null) {
        return "is not on the class path";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException error) {
      return "cannot be read: " + error.getMessage();
    }
  }
}
