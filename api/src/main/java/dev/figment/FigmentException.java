package dev.figment;

/**
 * An error with a place, a fact and a cure.
 *
 * <p>The message reads {@code place: fact}, followed by one indented line for each hint. A message
 * without a place gets one from the code that knows it, with {@link #at(String)}.
 */
public final class FigmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an error from a fact and indented lines that explain it and say what to do. */
  public FigmentException(String fact, String... hints) {
    super(text(fact, hints));
  }

  /** Makes an error with the exception that caused it. */
  public FigmentException(Throwable cause, String fact, String... hints) {
    super(text(fact, hints), cause);
  }

  /** The same error, told as having happened at a place. */
  public FigmentException at(String place) {
    if (place.isEmpty()) {
      return this;
    }
    FigmentException placed = new FigmentException(this, place + ": " + getMessage());
    placed.setStackTrace(getStackTrace());
    return placed;
  }

  private static String text(String fact, String[] hints) {
    StringBuilder text = new StringBuilder(fact);
    for (String hint : hints) {
      text.append("\n    ").append(hint);
    }
    return text.toString();
  }
}
