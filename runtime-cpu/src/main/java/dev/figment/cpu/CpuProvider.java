package dev.figment.cpu;

import dev.figment.Backend;
import dev.figment.backend.BackendProvider;
import dev.figment.backend.Probe;
import dev.figment.cpu.dnnl.Natives;
import org.jspecify.annotations.Nullable;

/** Offers the {@link CpuBackend} where oneDNN's natives load. */
public final class CpuProvider extends BackendProvider {
  private @Nullable Probe known;

  @Override
  public String getName() {
    return CpuBackend.NAME;
  }

  @Override
  public int getSpeed() {
    return 10;
  }

  @Override
  public synchronized Probe probe() {
    if (known == null) {
      known = look();
    }
    return known;
  }

  private static Probe look() {
    try {
      return Probe.available(Natives.describe());
    } catch (LinkageError | RuntimeException error) {
      String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
      return Probe.unavailable(
          "oneDNN does not load on "
              + platform
              + " ("
              + error.getMessage()
              + "); are the natives for this platform on the class path?");
    }
  }

  @Override
  public Backend open() {
    return CpuBackend.open();
  }
}
