package dev.figment.samples.run;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.backend.BackendProvider;
import dev.figment.backend.Probe;
import dev.figment.cpu.CpuBackend;
import dev.figment.cpu.CpuOptions;
import dev.figment.cuda.CudaBackend;
import dev.figment.cuda.CudaOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The backend that was asked for, and why it is the one. */
public final class BackendChoice {
  private static final String AUTO = "auto";
  private static final String CPU = "cpu";
  private static final String CUDA = "cuda";

  private final BackendProvider provider;
  private final int threads;
  private final String reason;
  private final @Nullable CudaOptions gpus;

  private BackendChoice(
      BackendProvider provider, int threads, String reason, @Nullable CudaOptions gpus) {
    this.provider = provider;
    this.threads = threads;
    this.reason = reason;
    this.gpus = gpus;
  }

  /**
   * The backend of a name, or the fastest that works here.
   *
   * @param name for example {@code cpu} or {@code cuda}; behind a colon GPUs and how algorithms are
   *     chosen, as in {@code cuda:0,1,search}
   * @param threads 0 for as many as there are processors
   * @throws FigmentException if it does not work here; another one is never taken instead
   */
  public static BackendChoice of(String name, int threads) {
    if (!name.equals(AUTO)) {
      @Nullable CudaOptions gpus = name.startsWith(CUDA + ":") ? CudaName.options(name) : null;
      BackendProvider provider = BackendProvider.named(gpus == null ? name : CUDA);
      String reason = "as asked for; " + provider.probe().getReason();
      return new BackendChoice(provider, threads, reason, gpus);
    }
    List<String> passedOver = new ArrayList<>();
    for (BackendProvider provider : BackendProvider.all()) {
      Probe probe = provider.probe();
      if (provider.getSpeed() >= 0 && probe.isAvailable()) {
        String others = passedOver.isEmpty() ? "" : "; not " + String.join("; not ", passedOver);
        return new BackendChoice(
            provider, threads, "the fastest that works here: " + probe.getReason() + others, null);
      }
      if (provider.getSpeed() >= 0) {
        passedOver.add(provider.getName() + ": " + brief(probe.getReason()));
      }
    }
    passedOver.add("--backend reference works everywhere, slowly");
    throw new FigmentException("no backend works here", passedOver.toArray(new String[0]));
  }

  /** A reason without its details, which the doctor shows. */
  private static String brief(String reason) {
    return reason.split(" \\(|;", 2)[0];
  }

  public String name() {
    return provider.getName();
  }

  /** The threads that it computes with. */
  public int threads() {
    if (!name().equals(CPU)) {
      return 1;
    }
    return threads > 0 ? threads : CpuOptions.defaults().getThreads();
  }

  /** For example {@code the fastest that works here: oneDNN 3.11; not cuda: ...}. */
  public String reason() {
    return reason;
  }

  /** Opens the backend. */
  public Backend open() {
    if (gpus != null) {
      return CudaBackend.open(gpus);
    }
    return name().equals(CPU)
        ? CpuBackend.open(CpuOptions.defaults().threads(threads()))
        : provider.open();
  }
}
