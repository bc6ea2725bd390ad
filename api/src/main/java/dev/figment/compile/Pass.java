package dev.figment.compile;

import dev.figment.graph.Program;

/** A rewriting of programs: the result computes the same, is verified, and is a new program. */
@FunctionalInterface
public interface Pass {
  Program apply(Program program);
}
