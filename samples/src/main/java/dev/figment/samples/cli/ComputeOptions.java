package dev.figment.samples.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what computes. */
final class ComputeOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "The threads of the backend cpu. Default: the number of processors.")
  @Nullable Integer threads;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "cpu, cuda, reference, or auto for the fastest that works. Default: auto.")
  @Nullable String backend;
}
