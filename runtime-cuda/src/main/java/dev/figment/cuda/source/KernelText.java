package dev.figment.cuda.source;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A kernel as CUDA C, and the threads that run it. Equal texts are equal kernels. */
public final class KernelText {
  private static final int LONGEST_NAME = 40;
  private static final int DIGITS = 10;

  /** Threads of a block. */
  static final int THREADS = 256;

  private final String name;
  private final String text;
  private final String lines;
  private final List<Parameter> parameters;
  private final int blocksX;
  private final int blocksY;
  private final int threadsX;
  private final int threadsY;
  private final int sharedBytes;

  private KernelText(
      String name,
      String text,
      String lines,
      List<Parameter> parameters,
      int blocksX,
      int blocksY,
      int threadsX,
      int threadsY,
      int sharedBytes) {
    this.name = name;
    this.text = text;
    this.lines = lines;
    this.parameters = List.copyOf(parameters);
    this.blocksX = blocksX;
    this.blocksY = blocksY;
    this.threadsX = threadsX;
    this.threadsY = threadsY;
    this.sharedBytes = sharedBytes;
  }

  /**
   * A kernel.
   *
   * @param ops what it computes, from which its name is made
   * @param lines its statements, indented
   * @param sharedBytes of the arrays that the threads of a block share
   */
  static KernelText of(
      String ops,
      List<Parameter> parameters,
      String lines,
      int blocksX,
      int blocksY,
      int threadsX,
      int sharedBytes) {
    int threadsY = THREADS / threadsX;
    String bounds = "__launch_bounds__(" + THREADS + ")";
    String declared =
        parameters.stream().map(Parameter::toString).collect(Collectors.joining(", ", "(", ")"));
    String body = declared + " {\n" + lines + "}\n";
    String readable = ops.replaceAll("[^A-Za-z0-9]+", "_").toLowerCase(Locale.ROOT);
    if (readable.length() > LONGEST_NAME) {
      readable = readable.substring(0, LONGEST_NAME);
    }
    String name = "f_" + readable + "_" + Sha256.of(bounds + body).substring(0, DIGITS);
    String text = "extern \"C\" __global__ void " + bounds + " " + name + body;
    return new KernelText(
        name, text, lines, parameters, blocksX, blocksY, threadsX, threadsY, sharedBytes);
  }

  /** A kernel with functions of its own before it. */
  static KernelText withFunctions(
      String functions,
      String ops,
      List<Parameter> parameters,
      String lines,
      int blocks,
      int sharedBytes) {
    KernelText kernel = of(ops, parameters, lines, blocks, 1, THREADS, sharedBytes);
    String text = functions + kernel.text;
    return new KernelText(kernel.name, text, lines, parameters, blocks, 1, THREADS, 1, sharedBytes);
  }

  /** A kernel with one thread {@code t} for each of so many results. */
  static KernelText perThread(String ops, int threads, List<Parameter> parameters, Lines lines) {
    Lines head = new Lines();
    head.add("const int t = blockIdx.x * " + THREADS + " + threadIdx.x;");
    head.add("if (t >= " + threads + ") return;");
    int blocks = (threads + THREADS - 1) / THREADS;
    return of(ops, parameters, head.toString() + lines, blocks, 1, THREADS, 0);
  }

  /** The function's name: what it computes, and a hash of its text. */
  public String getName() {
    return name;
  }

  /** The function, without the {@link Prelude} that it needs. */
  public String getText() {
    return text;
  }

  /** The statements. */
  String getLines() {
    return lines;
  }

  /** Whether it has no functions of its own. */
  boolean isPlain() {
    return text.startsWith("extern");
  }

  /** Of the arrays that the threads of a block share. */
  public int getSharedBytes() {
    return sharedBytes;
  }

  /** The pointers that it takes. */
  public List<Parameter> getParameters() {
    return parameters;
  }

  /** Blocks of the grid along x. */
  public int getBlocksX() {
    return blocksX;
  }

  /** Blocks of the grid along y. */
  public int getBlocksY() {
    return blocksY;
  }

  /** Threads of a block along x. */
  public int getThreadsX() {
    return threadsX;
  }

  /** Threads of a block along y. */
  public int getThreadsY() {
    return threadsY;
  }

  @Override
  public String toString() {
    return name + " <<<(" + blocksX + ", " + blocksY + "), (" + threadsX + ", " + threadsY
        + ")>>>\n" + text;
  }
}
