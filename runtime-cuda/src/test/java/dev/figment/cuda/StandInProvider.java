package dev.figment.cuda;

import dev.figment.backend.Probe;
import dev.figment.cuda.driver.Gpu;
import dev.figment.cuda.standin.StandIn;

/** Libraries that play CUDA's, where there is a compiler for them. */
final class StandInProvider extends GpuProvider {
  private final boolean mixed;

  StandInProvider() {
    this(false);
  }

  /**
   * With threads and blocks that take turns by number, or in another order each time; then launches
   * do, too, on branches.
   */
  StandInProvider(boolean mixed) {
    this.mixed = mixed;
  }

  @Override
  public Probe probe() {
    String problem = StandIn.problem();
    return problem == null ? Probe.available("a stand-in") : Probe.unavailable(problem);
  }

  @Override
  Gpu gpu() {
    StandIn.load();
    StandIn.set("mixed", mixed ? 1 : 0);
    return gpu(StandIn.cache(), mixed);
  }
}
