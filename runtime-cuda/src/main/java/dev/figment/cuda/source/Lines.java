package dev.figment.cuda.source;

/** Lines of C, indented by block. */
final class Lines {
  private final StringBuilder text = new StringBuilder();
  private int depth = 1;

  Lines add(String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
    return this;
  }

  /** A line that begins a block. */
  Lines open(String line) {
    add(line);
    depth++;
    return this;
  }

  Lines close() {
    depth--;
    return add("}");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
