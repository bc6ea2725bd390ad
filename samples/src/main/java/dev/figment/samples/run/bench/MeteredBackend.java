package dev.figment.samples.run.bench;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.backend.Executable;
import dev.figment.backend.Moment;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A backend that notes what another one compiles, how long that takes, and what runs how often. */
final class MeteredBackend extends Backend {
  private final Backend inner;
  private final List<MeteredExecutable> programs = new ArrayList<>();
  private double compileSeconds;

  MeteredBackend(Backend inner) {
    this.inner = inner;
  }

  @Override
  public String getName() {
    return inner.getName();
  }

  @Override
  public String getDescription() {
    return inner.getDescription();
  }

  @Override
  public Executable compile(Program program) {
    long start = System.nanoTime();
    MeteredExecutable executable = new MeteredExecutable(inner.compile(program));
    compileSeconds += (System.nanoTime() - start) * 1e-9;
    programs.add(executable);
    return executable;
  }

  @Override
  public NdArray read(Variable variable) {
    return inner.read(variable);
  }

  @Override
  public void write(Variable variable, NdArray value) {
    inner.write(variable, value);
  }

  @Override
  public int getReplicas() {
    return inner.getReplicas();
  }

  @Override
  public long getDataRoom() {
    return inner.getDataRoom();
  }

  @Override
  public Moment mark() {
    return inner.mark();
  }

  @Override
  public void close() {
    inner.close();
  }

  /** What was compiled so far. */
  List<MeteredExecutable> programs() {
    return programs;
  }

  /** Seconds that compiling took. */
  double compileSeconds() {
    return compileSeconds;
  }

  /** The bytes of all variables that a program changes, so without a data set that lies there. */
  long variableBytes() {
    Set<Variable> all = new HashSet<>();
    programs.forEach(program -> all.addAll(program.getProgram().getUpdates().keySet()));
    return all.stream().mapToLong(variable -> variable.getType().getBytes()).sum();
  }

  /** Counts runs from 0 again. */
  void restart() {
    programs.forEach(MeteredExecutable::restart);
  }
}
