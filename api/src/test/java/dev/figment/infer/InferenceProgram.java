package dev.figment.infer;

import dev.figment.FigmentException;
import dev.figment.Pixels;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;

/** What an app does with inference; {@link ClassPathTest} runs it in a JVM of its own. */
public final class InferenceProgram {
  private InferenceProgram() {}

  /** Reconstructs a grey image and samples two colour images, from the models in a folder. */
  public static void main(String[] arguments) {
    Path folder = Paths.get(arguments[0]);
    try (Autoencoder autoencoder = Autoencoder.load(folder);
        Generator generator = Generator.load(folder.resolve("colours.onnx"))) {
      byte[] samples = new byte[6];
      Arrays.fill(samples, (byte) 51);
      System.out.println(
          "reconstructed " + text(autoencoder.reconstruct(Pixels.of(1, 2, 3, samples))));
      System.out.println("sampled " + text(generator.sample(2, 42)));
    } catch (FigmentException error) {
      System.out.println(error.getMessage());
      fails(() -> Generator.load(folder));
      fails(() -> OnnxRunner.open(folder, InferenceOptions.defaults()));
      System.exit(1);
    }
  }

  private static void fails(Runnable entrance) {
    try {
      entrance.run();
    } catch (FigmentException error) {
      System.out.println(error.getMessage().split("\n")[0]);
    }
  }

  /** All samples of all images, as numbers. */
  static String text(List<Pixels> images) {
    StringBuilder text = new StringBuilder();
    for (Pixels image : images) {
      for (byte sample : image.samples()) {
        text.append(text.length() == 0 ? "" : " ").append(sample & 0xff);
      }
    }
    return text.toString();
  }
}
