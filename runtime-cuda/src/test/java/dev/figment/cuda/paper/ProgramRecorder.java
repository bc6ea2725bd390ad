package dev.figment.cuda.paper;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.backend.Executable;
import dev.figment.backend.NullBackend;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.ArrayList;
import java.util.List;

/** Computes nothing, and keeps the programs that it is asked to compile. */
final class ProgramRecorder extends Backend {
  private final Backend nothing = new NullBackend();
  private final List<Program> programs = new ArrayList<>();
  private final int replicas;

  ProgramRecorder(int replicas) {
    this.replicas = replicas;
  }

  @Override
  public int getReplicas() {
    return replicas;
  }

  List<Program> programs() {
    return programs;
  }

  @Override
  public String getName() {
    return "recorder";
  }

  @Override
  public String getDescription() {
    return "recorder (computes nothing)";
  }

  @Override
  public Executable compile(Program program) {
    programs.add(program);
    return nothing.compile(program);
  }

  @Override
  public NdArray read(Variable variable) {
    return nothing.read(variable);
  }

  @Override
  public void write(Variable variable, NdArray value) {
    nothing.write(variable, value);
  }

  @Override
  public void close() {
    nothing.close();
  }
}
