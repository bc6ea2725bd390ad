package dev.figment.cuda.driver;

/** The GPU that cuDNN finds engines for: one that is there, or one that is only described. */
interface DnnGpu {
  /** Says it to a graph that is begun. */
  Descriptor graph(Descriptor graph);

  /** Says it to heuristics that are begun. */
  Descriptor heuristics(Descriptor heuristics);

  /** Says it to a plan that is begun. */
  Descriptor plan(Descriptor plan);
}
