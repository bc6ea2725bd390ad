package dev.figment.samples;

import static dev.figment.nn.Layers.conv;
import static dev.figment.nn.Layers.dense;
import static dev.figment.nn.Layers.flatten;
import static dev.figment.nn.Layers.reshape;
import static dev.figment.nn.Layers.silu;
import static dev.figment.nn.Layers.stack;
import static dev.figment.nn.Layers.upConv;

import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.data.Glyphs;
import dev.figment.infer.Autoencoder;
import dev.figment.loss.Likelihood;
import dev.figment.model.TrainedVae;
import dev.figment.model.Vae;
import dev.figment.nn.Layer;
import dev.figment.optim.Adam;
import dev.figment.report.ImageGrid;
import dev.figment.train.Trainer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The README's example: trains a VAE, exports it, and makes new images with the export. */
public final class TrainDigits {
  private static final Logger log = LoggerFactory.getLogger(TrainDigits.class);

  private TrainDigits() {}

  /** Trains into a folder, {@code models/digits} if none is given. */
  public static void main(String... args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "models/digits");
    // region readme
    Dataset digits = Glyphs.digits(4_000, 1);

    Layer encoder = stack(conv(16).halving(), silu(), conv(32).halving(), silu(), flatten());
    Layer start = stack(dense(32 * 7 * 7), silu(), reshape(32, 7, 7));
    Layer decoder = stack(start, upConv(16).doubling(), silu(), upConv(1).doubling());
    Vae vae =
        Vae.of(encoder, decoder)
            .latentSize(8)
            .likelihood(Likelihood.BERNOULLI)
            .optimizer(Adam.learningRate(2e-3));

    try (Backend backend = Backend.fastest()) {
      TrainedVae trained =
          Trainer.on(backend)
              .batchSize(64)
              .epochs(3)
              .seed(7)
              .onEpoch(report -> log.info("{}", report))
              .train(vae, digits);
      trained.exportOnnx(folder); // encoder.onnx and decoder.onnx, proved equal in ONNX Runtime
    }

    try (Autoencoder autoencoder = Autoencoder.load(folder)) { // needs no training backend
      ImageGrid.of(autoencoder.sample(64, 42)).writePng(folder.resolve("samples.png"));
    }
    // endregion
  }
}
