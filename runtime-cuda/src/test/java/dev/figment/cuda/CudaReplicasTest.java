package dev.figment.cuda;

import dev.figment.FigmentException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Several GPUs where there are any; one that is connected with itself where there is one. */
class CudaReplicasTest extends ReplicaConformance {
  @Override
  @Nullable String problem() {
    return new CudaProvider().probe().isAvailable() ? null : new CudaProvider().probe().getReason();
  }

  @Override
  Path cache() {
    return Path.of("target", "replicas");
  }

  @Override
  int count() {
    try {
      CudaBackend.open(CudaOptions.defaults().devices(0, 1).cache(cache())).close();
      return 2;
    } catch (FigmentException failed) {
      if (failed.getMessage().startsWith("there is no GPU number 1")) {
        return 1;
      }
      throw failed;
    }
  }
}
