package dev.figment.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonStringsTest {
  @Test
  void writes_an_array_with_escapes() {
    assertThat(JsonStrings.write(Collections.emptyList())).isEqualTo("[]");
    assertThat(JsonStrings.write(Arrays.asList("", "a/b", "\"\\\b\f\n\r\t\u0001\u001f")))
        .isEqualTo("[\"\",\"a/b\",\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\"]");
    assertThat(JsonStrings.write(Arrays.asList("größer 猫 \uD83D\uDC08", "\uDC08\uD83D")))
        .as("pairs of surrogates as they are, halves escaped")
        .isEqualTo("[\"größer 猫 \uD83D\uDC08\",\"\\udc08\\ud83d\"]");
  }

  @Test
  void reads_back_every_character() {
    List<String> values = new ArrayList<>();
    for (int code = 0; code < 0x10000; code += 256) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < 256; i++) {
        row.append((char) (code + i));
      }
      values.add(row.toString());
    }
    assertThat(JsonStrings.read(JsonStrings.write(values))).isEqualTo(values);
  }

  @Test
  void reads_what_others_write() {
    assertThat(JsonStrings.read(" [ ] \n")).isEmpty();
    assertThat(JsonStrings.read("\t[ \"a\" ,\r\n\"\\/\\u00E4\\u00e4\" ]"))
        .containsExactly("a", "/ää");
  }

  @Test
  void refuses_everything_else() {
    String[] damaged = {
      "",
      "[",
      "]",
      "\"a\"",
      "[\"a\"",
      "[\"a]",
      "[\"a\",]",
      "[,]",
      "[\"a\" \"b\"]",
      "[1]",
      "[null]",
      "[[\"a\"]]",
      "[\"a\"] x",
      "[\"a\"]\u0000",
      "[\"\\x\"]",
      "[\"\\u12\"]",
      "[\"\\uG123\"]",
      "[\"\\u\uFF11234\"]",
      "[\"\n\"]",
      "['a']",
      "[\"\\\"]",
      "\u00A0[]"
    };
    for (String json : damaged) {
      assertThatThrownBy(() -> JsonStrings.read(json))
          .as(json)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
