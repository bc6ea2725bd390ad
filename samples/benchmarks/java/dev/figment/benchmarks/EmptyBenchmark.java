package dev.figment.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** The cost of measuring nothing. */
public class EmptyBenchmark {
  @Benchmark
  public void nothing() {}
}
