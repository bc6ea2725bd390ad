package dev.figment.samples.run;

import dev.figment.Backend;
import dev.figment.FigmentException;
import dev.figment.backend.BackendProvider;
import dev.figment.backend.Probe;
import dev.figment.cpu.CpuBackend;
import dev.figment.cpu.CpuOptions;
import java.util.ArrayList;
import java.util.List;

/** The backend that was asked for, and why it is the one. */
public final class BackendChoice {
  private static final String AUTO = "auto";
  private static final String CPU = "cpu";

  private final BackendProvider provider;
  private final int threads;
  private final String reason;

  private BackendChoice(BackendProvider provider, int threads, String reason) {
    this.provider = provider;
    this.threads = threads;
    this.reason = reason;
  }

  /**
   * The backend of a name, or the fastest that works here.
   *
   * @param threads 0 for as many as there are processors
   * @throws FigmentException if it does not work here; another one is never taken instead
   */
  public static BackendChoice of(String name, int threads) {
    if (!name.equals(AUTO)) {
      BackendProvider provider = BackendProvider.named(name);
      return new BackendChoice(provider, threads, "as asked for; " + provider.probe().getReason());
    }
    List<String> passedOver = new ArrayList<>();
    for (BackendProvider provider : BackendProvider.all()) {
      Probe probe = provider.probe();
      if (provider.getSpeed() >= 0 && probe.isAvailable()) {
        String others = passedOver.isEmpty() ? "" : "; not " + String.join("; not ", passedOver);
        return new BackendChoice(
            provider, threads, "the fastest that works here: " + probe.getReason() + others);
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
    return name().equals(CPU)
        ? CpuBackend.open(CpuOptions.defaults().threads(threads()))
        : provider.open();
  }
}
