package dev.figment.report;

import dev.figment.AtomicFile;
import dev.figment.FigmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A page that is being written: sections of charts, pictures and tables, in one HTML file that
 * needs no other. It follows the reader's choice of light or dark.
 */
public final class HtmlReport {
  private final String title;
  private final String subtitle;
  private final StringBuilder tiles = new StringBuilder();
  private final StringBuilder body = new StringBuilder();

  private HtmlReport(String title, String subtitle) {
    this.title = title;
    this.subtitle = subtitle;
  }

  /** An empty page. */
  public static HtmlReport titled(String title, String subtitle) {
    return new HtmlReport(title, subtitle);
  }

  /** Adds a number to the top of the page. */
  public HtmlReport tile(String name, String value, String unit) {
    tiles.append("<div class=\"tile\"><span class=\"name\">").append(HtmlText.escape(name));
    tiles.append("</span><span class=\"value\">").append(HtmlText.escape(value));
    tiles.append("</span><span class=\"unit\">").append(HtmlText.escape(unit));
    tiles.append("</span></div>\n");
    return this;
  }

  /** Begins a section. */
  public HtmlReport section(String heading) {
    body.append("<h2>").append(HtmlText.escape(heading)).append("</h2>\n");
    return this;
  }

  /** Adds charts side by side. */
  public HtmlReport charts(List<LineChart> charts) {
    body.append("<div class=\"charts\">");
    charts.forEach(chart -> body.append(chart.toHtml()));
    body.append("</div>\n");
    return this;
  }

  /** Adds a picture with what it shows. */
  public HtmlReport picture(byte[] png, String caption) {
    body.append("<figure class=\"picture\"><img alt=\"").append(HtmlText.escape(caption));
    body.append("\" src=\"data:image/png;base64,").append(Base64.getEncoder().encodeToString(png));
    body.append("\"><figcaption>").append(HtmlText.escape(caption));
    body.append("</figcaption></figure>\n");
    return this;
  }

  /** Adds panels side by side, all of one width. */
  public HtmlReport panels(List<Panel> panels) {
    body.append("<div class=\"panels\">");
    panels.forEach(panel -> body.append(panel.toHtml()));
    body.append("</div>\n");
    return this;
  }

  /** Adds names and what they stand for; values may have several lines. */
  public HtmlReport facts(Map<String, String> facts) {
    body.append("<table class=\"facts\">");
    facts.forEach(
        (name, value) -> {
          body.append("<tr><th scope=\"row\">").append(HtmlText.escape(name)).append("</th><td>");
          body.append(HtmlText.escape(value)).append("</td></tr>\n");
        });
    body.append("</table>\n");
    return this;
  }

  /** Adds a table; every column but the first holds numbers. */
  public HtmlReport table(List<String> columns, List<List<String>> rows) {
    return table(columns, rows, List.of());
  }

  /**
   * Adds a table with marked cells. A row of one cell is a heading for those below it.
   *
   * @param marked for each row which columns are marked, from 0; rows may be missing at the end
   */
  public HtmlReport table(
      List<String> columns, List<List<String>> rows, List<Set<Integer>> marked) {
    body.append("<div class=\"scroll\">");
    addTable("numbers", columns, rows, marked);
    body.append("</div>\n");
    return this;
  }

  /** Adds a table of prose whose first two columns are short. */
  public HtmlReport prose(List<String> columns, List<List<String>> rows) {
    addTable("prose", columns, rows, List.of());
    return this;
  }

  private void addTable(
      String style, List<String> columns, List<List<String>> rows, List<Set<Integer>> marked) {
    body.append("<table class=\"").append(style).append("\"><thead><tr>");
    columns.forEach(
        column ->
            body.append("<th scope=\"col\">").append(HtmlText.escape(column)).append("</th>"));
    body.append("</tr></thead><tbody>");
    for (int i = 0; i < rows.size(); i++) {
      Set<Integer> best = i < marked.size() ? marked.get(i) : Set.of();
      body.append("<tr>");
      if (rows.get(i).size() == 1 && columns.size() > 1) {
        body.append("<th colspan=\"").append(columns.size()).append("\" scope=\"rowgroup\">");
        body.append(HtmlText.escape(rows.get(i).get(0))).append("</th></tr>\n");
        continue;
      }
      for (int j = 0; j < rows.get(i).size(); j++) {
        body.append(best.contains(j) ? "<td class=\"best\">" : "<td>");
        body.append(HtmlText.escape(rows.get(i).get(j))).append("</td>");
      }
      body.append("</tr>\n");
    }
    body.append("</tbody></table>\n");
  }

  /** Adds a paragraph. */
  public HtmlReport text(String text) {
    body.append("<p>").append(HtmlText.escape(text)).append("</p>\n");
    return this;
  }

  /** Adds a paragraph that the reader must not miss. */
  public HtmlReport alert(String text) {
    body.append("<p class=\"alert\">").append(HtmlText.escape(text)).append("</p>\n");
    return this;
  }

  /** The page. */
  public String toHtml() {
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
        + HtmlText.escape(title)
        + "</title>\n<style>\n"
        + style()
        + "</style>\n</head>\n<body>\n<main>\n<header><h1>"
        + HtmlText.escape(title)
        + "</h1><p>"
        + HtmlText.escape(subtitle)
        + "</p></header>\n<div class=\"tiles\">"
        + tiles
        + "</div>\n"
        + body
        + "</main>\n</body>\n</html>\n";
  }

  /** Writes the page, whole or not at all. */
  public void write(Path file) {
    AtomicFile.write(file, toHtml());
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new FigmentException("the style sheet of reports is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException error) {
      throw new FigmentException(error, "the style sheet of reports cannot be read");
    }
  }
}
