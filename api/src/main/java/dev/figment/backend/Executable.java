package dev.figment.backend;

import dev.figment.NdArray;
import dev.figment.TensorType;
import dev.figment.graph.Program;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A program made ready for one backend, to be run any number of times. Its memory belongs to the
 * backend and is freed with it, or when the executable is no longer reachable.
 */
public abstract class Executable {
  /** The program as it was given to the backend. */
  public abstract Program getProgram();

  /**
   * Runs the program once: reads inputs and variables, computes, then updates variables.
   *
   * @param inputs in the program's order, of its types
   * @throws dev.figment.FigmentException if an input is missing or of another type
   * @throws IllegalStateException if the backend is closed
   */
  public abstract void run(NdArray... inputs);

  /**
   * Copies an output of the last run into an array of its type.
   *
   * @param output its position in the program's outputs
   * @throws dev.figment.FigmentException if there is no such output or the array has another type
   * @throws IllegalStateException if the backend is closed, or the program has not run yet
   */
  public abstract void read(int output, NdArray target);

  /** What it occupies and launches; null if the backend does not plan. */
  public @Nullable Footprint getFootprint() {
    return null;
  }

  /** An output of the last run, as a new array. */
  public final NdArray read(String output) {
    int index = getProgram().outputIndex(output);
    NdArray result = NdArray.zeros(outputType(index));
    read(index, result);
    return result;
  }

  /**
   * Asks for an output of the last run. A backend that computes by itself goes on meanwhile, and
   * further runs may be started before it is here.
   *
   * @param output its position in the program's outputs
   * @throws IllegalStateException as {@link #read(int, NdArray)}
   */
  public Later later(int output) {
    NdArray result = NdArray.zeros(outputType(output));
    read(output, result);
    return Later.of(result);
  }

  protected final TensorType outputType(int output) {
    return new ArrayList<>(getProgram().getOutputs().values()).get(output).getType();
  }
}
