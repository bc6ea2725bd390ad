package dev.figment.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A list of texts as a JSON array of strings (RFC 8259) and back. */
final class JsonStrings {
  /** The escapes that have a letter, and what they stand for. */
  private static final String LETTERS = "\"\\/bfnrt";

  private static final String MEANINGS = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;

  private JsonStrings(String text) {
    this.text = text;
  }

  /** For example {@code ["cat","dog"]}. */
  static String write(List<String> values) {
    StringBuilder out = new StringBuilder("[");
    for (String value : values) {
      out.append(out.length() == 1 ? "\"" : ",\"");
      for (int i = 0; i < value.length(); i++) {
        write(value, i, out);
      }
      out.append('"');
    }
    return out.append(']').toString();
  }

  private static void write(String value, int i, StringBuilder out) {
    char letter = value.charAt(i);
    int escape = letter == '/' ? -1 : MEANINGS.indexOf(letter);
    if (escape >= 0) {
      out.append('\\').append(LETTERS.charAt(escape));
    } else if (letter < ' ' || (Character.isSurrogate(letter) && !inPair(value, i))) {
      // Half a surrogate pair has no UTF-8, in which texts are stored.
      out.append("\\u").append(Integer.toHexString(0x10000 + letter).substring(1));
    } else {
      out.append(letter);
    }
  }

  private static boolean inPair(String value, int i) {
    int first = Character.isHighSurrogate(value.charAt(i)) ? i : i - 1;
    return first >= 0
        && first + 1 < value.length()
        && Character.isSurrogatePair(value.charAt(first), value.charAt(first + 1));
  }

  /**
   * The texts of an array, unmodifiable.
   *
   * @throws IllegalArgumentException if it is not an array of strings
   */
  static List<String> read(String json) {
    JsonStrings in = new JsonStrings(json);
    List<String> values = new ArrayList<>();
    in.expect('[');
    if (in.peek() != ']') {
      values.add(in.string());
      while (in.peek() == ',') {
        in.expect(',');
        values.add(in.string());
      }
    }
    in.expect(']');
    in.peek();
    if (in.at < json.length()) {
      throw new IllegalArgumentException(json);
    }
    return Collections.unmodifiableList(values);
  }

  /** The next character that is no space, without taking it; 0 at the end. */
  private char peek() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw new IllegalArgumentException(text);
    }
    at++;
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    for (char letter = next(); letter != '"'; letter = next()) {
      if (letter < ' ') {
        throw new IllegalArgumentException(text);
      }
      value.append(letter == '\\' ? escaped() : letter);
    }
    return value.toString();
  }

  private char escaped() {
    char letter = next();
    if (letter == 'u') {
      int code = 0;
      for (int i = 0; i < 4; i++) {
        code = code * 16 + index("0123456789abcdef", Character.toLowerCase(next()));
      }
      return (char) code;
    }
    return MEANINGS.charAt(index(LETTERS, letter));
  }

  private int index(String letters, char letter) {
    int index = letters.indexOf(letter);
    if (index < 0) {
      throw new IllegalArgumentException(text);
    }
    return index;
  }

  private char next() {
    if (at == text.length()) {
      throw new IllegalArgumentException(text);
    }
    return text.charAt(at++);
  }
}
