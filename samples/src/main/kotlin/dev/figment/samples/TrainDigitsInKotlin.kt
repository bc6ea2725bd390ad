package dev.figment.samples

import dev.figment.Backend
import dev.figment.data.Glyphs
import dev.figment.infer.Autoencoder
import dev.figment.loss.Likelihood
import dev.figment.model.Vae
import dev.figment.nn.Layers.conv
import dev.figment.nn.Layers.dense
import dev.figment.nn.Layers.flatten
import dev.figment.nn.Layers.reshape
import dev.figment.nn.Layers.silu
import dev.figment.nn.Layers.stack
import dev.figment.nn.Layers.upConv
import dev.figment.optim.Adam
import dev.figment.report.ImageGrid
import dev.figment.train.Trainer
import java.nio.file.Path
import kotlin.io.path.Path
import org.slf4j.LoggerFactory

/** The README's example in Kotlin, the twin of [TrainDigits]. */
object TrainDigitsInKotlin {
  private val log = LoggerFactory.getLogger(TrainDigitsInKotlin::class.java)

  /** Trains into a folder, `models/digits` if none is given. */
  @JvmStatic
  fun main(args: Array<String>) {
    train(Path(args.firstOrNull() ?: "models/digits"))
  }

  private fun train(folder: Path) {
    // region readme
    val digits = Glyphs.digits(4_000, 1)

    val encoder = stack(conv(16).halving(), silu(), conv(32).halving(), silu(), flatten())
    val start = stack(dense(32 * 7 * 7), silu(), reshape(32, 7, 7))
    val decoder = stack(start, upConv(16).doubling(), silu(), upConv(1).doubling())
    val vae =
      Vae.of(encoder, decoder)
        .latentSize(8)
        .likelihood(Likelihood.BERNOULLI)
        .optimizer(Adam.learningRate(2e-3))

    Backend.fastest().use { backend ->
      val trained =
        Trainer.on(backend)
          .batchSize(64)
          .epochs(3)
          .seed(7)
          .onEpoch { log.info("{}: {}", it.epoch, it.loss) }
          .train(vae, digits)
      trained.exportOnnx(folder) // encoder.onnx and decoder.onnx, proved equal in ONNX Runtime
    }

    Autoencoder.load(folder).use { autoencoder -> // needs no training backend
      ImageGrid.of(autoencoder.sample(64, 42)).writePng(folder.resolve("samples.png"))
    }
    // endregion
  }
}
