package dev.figment.report;

import java.util.Base64;

/** One of several things that a report shows side by side: a picture, or words in its place. */
public final class Panel {
  private final String html;

  private Panel(String title, String text, String picture) {
    html =
        "<figure class=\"panel\"><figcaption><b>"
            + HtmlText.escape(title)
            + "</b>"
            + HtmlText.escape(text)
            + "</figcaption>"
            + picture
            + "</figure>\n";
  }

  /** A PNG file with a title and what it shows. */
  public static Panel picture(String title, String text, byte[] png) {
    String image =
        "<img alt=\""
            + HtmlText.escape(title + ": " + text)
            + "\" src=\"data:image/png;base64,"
            + Base64.getEncoder().encodeToString(png)
            + "\">";
    return new Panel(title, text, image);
  }

  /** A title, and why there is no picture. */
  public static Panel words(String title, String text) {
    return new Panel(title, text, "");
  }

  String toHtml() {
    return html;
  }
}
