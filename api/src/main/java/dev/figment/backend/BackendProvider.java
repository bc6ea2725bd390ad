package dev.figment.backend;

import dev.figment.Backend;
import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * What a runtime registers as a service: its name, whether it works here, and how to open it.
 *
 * <p>Options of a runtime are given to its own {@code Backend} class; {@link #open()} takes the
 * defaults.
 */
public abstract class BackendProvider {
  /** The backend's name, in lower case. */
  public abstract String getName();

  /** The faster, the larger. Below zero is never chosen by itself. */
  public abstract int getSpeed();

  /** Whether the backend works here. Never throws. */
  public abstract Probe probe();

  /** Opens the backend with its defaults. */
  public abstract Backend open();

  /** All providers on the class path and the reference backend, fastest first. */
  public static List<BackendProvider> all() {
    List<BackendProvider> found = new ArrayList<>();
    for (BackendProvider provider :
        ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())) {
      found.add(provider);
    }
    found.add(new ReferenceProvider());
    found.sort(Comparator.comparingInt(provider -> -provider.getSpeed()));
    return found;
  }

  /** The first provider of those meant for use that works here. */
  public static BackendProvider fastest() {
    List<String> reasons = new ArrayList<>();
    for (BackendProvider provider : all()) {
      if (provider.getSpeed() < 0) {
        reasons.add(provider.getName() + ": taken by name only");
        continue;
      }
      Probe probe = provider.probe();
      if (probe.isAvailable()) {
        return provider;
      }
      reasons.add(provider.getName() + ": " + probe.getReason());
    }
    reasons.add("add figment-runtime-cpu (or figment-runtime-cuda) to the class path");
    throw new FigmentException("no backend works here", reasons.toArray(new String[0]));
  }

  /** The provider of a name, if it works here. */
  public static BackendProvider named(String name) {
    List<String> names = new ArrayList<>();
    for (BackendProvider provider : all()) {
      names.add(provider.getName());
      if (provider.getName().equals(name)) {
        Probe probe = provider.probe();
        if (!probe.isAvailable()) {
          throw new FigmentException("backend " + name + " does not work here", probe.getReason());
        }
        return provider;
      }
    }
    throw new FigmentException(
        "there is no backend named " + name,
        "on the class path are " + names + "; add figment-runtime-" + name + " for another");
  }
}
