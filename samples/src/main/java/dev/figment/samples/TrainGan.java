package dev.figment.samples;

import dev.figment.Backend;
import dev.figment.PixelRange;
import dev.figment.data.Dataset;
import dev.figment.data.Glyphs;
import dev.figment.infer.Generator;
import dev.figment.loss.CriticPenalty;
import dev.figment.loss.GanLoss;
import dev.figment.model.Conditioning;
import dev.figment.model.Gan;
import dev.figment.model.TrainedGan;
import dev.figment.report.ImageGrid;
import dev.figment.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The example of the page about GANs: trains a conditional one, exports it, and asks for sevens.
 */
public final class TrainGan {
  private static final Logger log = LoggerFactory.getLogger(TrainGan.class);

  private TrainGan() {}

  /** Trains into a folder, {@code models/gan} if none is given. */
  public static void main(String... args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "models/gan");
    int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    // region readme
    Dataset digits = Glyphs.digits(4_000, 1).scaledTo(PixelRange.SIGNED);

    Gan gan =
        Gan.convolutional(digits.getExampleShape(), PixelRange.SIGNED, 32)
            .conditional(Conditioning.PROJECTION)
            .loss(GanLoss.HINGE)
            .penalty(CriticPenalty.r1(1).every(4));

    try (Backend backend = Backend.fastest()) {
      TrainedGan trained =
          Trainer.on(backend)
              .batchSize(64)
              .epochs(epochs)
              .averageWeights(0.99)
              .onEpoch(report -> report.getHealth().getWarnings().forEach(log::warn))
              .train(gan, digits);
      trained.exportOnnx(folder); // generator.onnx and critic.onnx, proved equal in ONNX Runtime
    }

    int[] sevens = new int[64];
    Arrays.fill(sevens, 7);
    try (Generator generator = Generator.load(folder.resolve("generator.onnx"))) {
      ImageGrid.of(generator.sample(sevens, 42)).writePng(folder.resolve("sevens.png"));
    }
    // endregion
  }
}
