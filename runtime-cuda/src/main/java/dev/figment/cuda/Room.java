package dev.figment.cuda;

import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.cuda.driver.Device;
import dev.figment.graph.Program;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a program fits into a GPU's memory, and which batch would. */
final class Room {
  private static final double MIB = 1 << 20;

  private Room() {}

  /**
   * Checks.
   *
   * @param variables the bytes of the device's used memory in which variables lie
   * @throws FigmentException if the bytes that a program works in are more than are free
   */
  static void check(Program program, long bytes, Device device, long variables) {
    long free = device.getFreeBytes();
    if (bytes <= free) {
      return;
    }
    OptionalInt batch = batch(program);
    long fits = batch.isPresent() ? batch.getAsInt() * free / bytes : 0;
    throw new FigmentException(
        String.format(
            Locale.ROOT,
            "program %s works in %.1f MiB of the GPU's memory, but only %.1f MiB are free; this"
                + " backend holds %.1f MiB in variables and %.1f MiB in programs and for copies",
            program.getName(),
            bytes / MIB,
            free / MIB,
            variables / MIB,
            (device.getUsedBytes() - variables) / MIB),
        fits > 0
            ? "a batch of about " + fits + " instead of " + batch.getAsInt() + " would fit"
            : "make the model smaller, or close what else uses the GPU");
  }

  /** The size that all inputs have in common as their first. */
  private static OptionalInt batch(Program program) {
    Set<Integer> sizes =
        program.getInputs().values().stream()
            .map(input -> input.getType().getShape())
            .filter(shape -> shape.getRank() > 0)
            .map((Shape shape) -> shape.dim(0))
            .collect(Collectors.toSet());
    return sizes.size() == 1 ? OptionalInt.of(sizes.iterator().next()) : OptionalInt.empty();
  }
}
