package dev.figment;

import dev.figment.backend.BackendProvider;
import dev.figment.backend.Executable;
import dev.figment.backend.Moment;
import dev.figment.graph.Program;
import dev.figment.graph.Variable;
import java.util.List;

/**
 * Something that compiles and runs programs, and keeps the variables that they share.
 *
 * <p>A backend is used by one thread at a time. It is the owner of all native memory; closing it
 * frees everything, closing twice does nothing more, and use after closing is an {@link
 * IllegalStateException}.
 */
public abstract class Backend implements AutoCloseable {
  /** The backend's name: {@code cpu}, {@code cuda}, {@code reference}. */
  public abstract String getName();

  /** What it runs on, in words: library, version, threads. */
  public abstract String getDescription();

  /**
   * How many replicas of a program it can run together, each on its part of the rows; a program is
   * for that many, or for one.
   */
  public int getReplicas() {
    return 1;
  }

  /** Turns a program into something that can be run many times. Its batch must not be free. */
  public abstract Executable compile(Program program);

  /** The value of a variable, as a copy. A variable never written has its zeros. */
  public abstract NdArray read(Variable variable);

  /** Sets a variable to a copy of an array of its type. */
  public abstract void write(Variable variable, NdArray value);

  /**
   * How many bytes of a data set the backend would keep in memory of its own beside programs and
   * variables; 0 where it gains nothing by that, as on the processor.
   */
  public long getDataRoom() {
    return 0;
  }

  /**
   * A point behind all that was asked for so far, to measure how long things take where they are
   * computed. It does not wait.
   */
  public Moment mark() {
    return Moment.now();
  }

  @Override
  public abstract void close();

  /**
   * The fastest backend that works here. The reference backend is never chosen.
   *
   * @throws FigmentException if none works, saying why for each that was found
   */
  public static Backend fastest() {
    return BackendProvider.fastest().open();
  }

  /**
   * The backend of this name.
   *
   * @throws FigmentException if it is not on the class path or does not work here, saying why
   */
  public static Backend named(String name) {
    return BackendProvider.named(name).open();
  }

  /** All providers on the class path, fastest first. */
  public static List<BackendProvider> providers() {
    return BackendProvider.all();
  }
}
