package dev.figment.backend;

import dev.figment.Backend;

/** Offers the {@link ReferenceBackend}, which is always there and never chosen by itself. */
final class ReferenceProvider extends BackendProvider {
  @Override
  public String getName() {
    return "reference";
  }

  @Override
  public int getSpeed() {
    return -1;
  }

  @Override
  public Probe probe() {
    return Probe.available("plain Java in double precision, slow");
  }

  @Override
  public Backend open() {
    return new ReferenceBackend();
  }
}
