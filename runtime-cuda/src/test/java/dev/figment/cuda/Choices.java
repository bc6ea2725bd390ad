package dev.figment.cuda;

import dev.figment.Backend;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.backend.Executable;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.DnnFunctions;
import dev.figment.graph.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Measures whether Figment's own kernels or cuDNN's functions are faster for what both have: both
 * as a recorded graph that is launched many times, after their numbers were compared.
 */
final class Choices {
  private static final int ROUNDS = 7;
  private static final double TOLERANCE = 1e-4;

  private final Backend backend;
  private final int launches;

  /** Reading it waits for all that was launched. */
  private final Variable small = Variable.zeros("small", TensorType.f32(1));

  /** On an open backend, each measurement being of so many launches. */
  Choices(Backend backend, int launches) {
    this.backend = backend;
    this.launches = launches;
  }

  /** Prints a table, for as many examples as an argument says. */
  public static void main(String[] arguments) {
    int batch = arguments.length == 0 ? 128 : Integer.parseInt(arguments[0]);
    System.out.println(
        "| operation and gradient | own, us | cuDNN, us | own by cuDNN | difference |");
    System.out.println("|---|---|---|---|---|");
    try (Backend backend = CudaBackend.open(CudaOptions.defaults())) {
      Choices choices = new Choices(backend, 200);
      for (OwnOrLibrary operation : operations(batch)) {
        System.out.println(choices.compare(operation));
      }
      System.out.println(backend.getDescription());
    }
  }

  private static List<OwnOrLibrary> operations(int batch) {
    return List.of(
        OwnOrLibrary.softmax(Shape.of(batch, 1000)),
        OwnOrLibrary.softmax(Shape.of(batch * 128, 1024)),
        OwnOrLibrary.largest(Shape.of(batch, 64, 64, 64)),
        OwnOrLibrary.mean(Shape.of(batch, 64, 64, 64)),
        OwnOrLibrary.batchNorm(Shape.of(batch, 64, 32, 32)),
        OwnOrLibrary.batchNorm(Shape.of(batch, 128, 16, 16)),
        OwnOrLibrary.batchNorm(Shape.of(batch, 256, 8, 8)),
        OwnOrLibrary.batchNorm(Shape.of(batch, 512, 4, 4)));
  }

  /** A row of the table; fails if the numbers differ. */
  String compare(OwnOrLibrary operation) {
    Map<Variable, NdArray> numbers = operation.numbers();
    numbers.forEach(backend::write);
    Executable own = backend.compile(operation.own());
    try (DnnFunctions dnn = new DnnFunctions()) {
      Runnable library = operation.library(dnn);
      numbers.forEach((variable, array) -> dnn.write(variable.getName(), array));
      try (Device.Recording recording = dnn.record(library)) {
        own.run();
        recording.launch();
        dnn.finish();
        double difference = difference(operation, dnn);
        double ownTime = time(own::run, () -> backend.read(small));
        double libraryTime = time(recording::launch, dnn::finish);
        return row(operation.getName(), ownTime, libraryTime, difference);
      }
    }
  }

  /** The largest by which numbers of both sides differ, as a part of the largest number. */
  private double difference(OwnOrLibrary operation, DnnFunctions dnn) {
    double worst = 0;
    for (Variable variable : operation.written()) {
      float[] own = backend.read(variable).floats();
      float[] library = dnn.read(variable.getName());
      double largest = 0;
      double difference = 0;
      for (int i = 0; i < own.length; i++) {
        largest = Math.max(largest, Math.abs(own[i]));
        difference = Math.max(difference, Math.abs(own[i] - library[i]));
      }
      if (!(difference <= TOLERANCE * largest)) {
        throw new AssertionError(
            operation.getName() + ": " + variable + " differs by " + difference + " of " + largest);
      }
      worst = Math.max(worst, difference / largest);
    }
    return worst;
  }

  /** Microseconds a launch, the median of some rounds. */
  private double time(Runnable launch, Runnable wait) {
    double[] times = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      wait.run();
      long begun = System.nanoTime();
      for (int i = 0; i < launches; i++) {
        launch.run();
      }
      wait.run();
      times[round] = (System.nanoTime() - begun) * 1e-3 / launches;
    }
    Arrays.sort(times);
    return times[ROUNDS / 2];
  }

  private static String row(String name, double own, double library, double difference) {
    return String.format(
        "| %s | %.1f | %.1f | %.2f | %.0e |", name, own, library, own / library, difference);
  }
}
