package dev.figment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Curves over epochs, drawn as SVG for a web page. The page's style sheet gives the colours, so one
 * drawing suits light and dark pages, and no font of this machine is needed.
 */
public final class LineChart {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 250;
  private static final int LEFT = 46;
  private static final int RIGHT = 12;
  private static final int TOP = 12;
  private static final int BOTTOM = 40;

  /** Above so many points no dots are drawn. */
  private static final int DOTS = 40;

  private final String title;
  private final List<String> names = new ArrayList<>();
  private final List<List<Double>> lines = new ArrayList<>();

  private LineChart(String title) {
    this.title = title;
  }

  /** A chart without lines yet. */
  public static LineChart titled(String title) {
    return new LineChart(title);
  }

  /** Adds a line: its value at epoch 1, 2, and so on; values that are not finite are left out. */
  public LineChart line(String name, List<Double> values) {
    names.add(name);
    lines.add(List.copyOf(values));
    return this;
  }

  /** The drawing and its legend, as a {@code figure} element. */
  public String toHtml() {
    StringBuilder html = new StringBuilder("<figure class=\"chart\"><figcaption><b>");
    html.append(HtmlText.escape(title)).append("</b>");
    html.append("<span class=\"legend\">");
    for (int i = 0; i < names.size(); i++) {
      html.append("<span class=\"key line").append(i).append("\">");
      html.append(HtmlText.escape(names.get(i))).append("</span>");
    }
    return html.append("</span></figcaption>").append(toSvg()).append("</figure>").toString();
  }

  private String toSvg() {
    double low = finite().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = finite().mapToDouble(Double::doubleValue).max().orElse(1);
    int epochs = Math.max(2, lines.stream().mapToInt(List::size).max().orElse(2));
    Ticks values = Ticks.enclosing(low, high, 5);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
            WIDTH,
            HEIGHT,
            HtmlText.escape(title)));
    for (double value : values.values()) {
      double y = y(value, values);
      rule(svg, LEFT, y, WIDTH - RIGHT, y);
      text(svg, "end", LEFT - 8, y + 4, values.text(value));
    }
    Ticks along = Ticks.whole(1, epochs, 8);
    for (double epoch : along.values()) {
      text(svg, "middle", x(epoch, epochs), HEIGHT - BOTTOM + 18, along.text(epoch));
    }
    text(svg, "middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 4, "epoch");
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, i, epochs, values);
    }
    return svg.append("</svg>").toString();
  }

  private java.util.stream.Stream<Double> finite() {
    return lines.stream().flatMap(List::stream).filter(Double::isFinite);
  }

  private void draw(StringBuilder svg, int number, int epochs, Ticks values) {
    List<Double> line = lines.get(number);
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    boolean down = false;
    for (int i = 0; i < line.size(); i++) {
      if (!Double.isFinite(line.get(i))) {
        down = false;
        continue;
      }
      double x = x(i + 1, epochs);
      double y = y(line.get(i), values);
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", down ? "L" : "M", x, y));
      down = true;
      if (line.size() <= DOTS) {
        dots.append(
            String.format(
                Locale.ROOT,
                "<circle class=\"line%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s, epoch %d: %s"
                    + "</title></circle>",
                number,
                x,
                y,
                HtmlText.escape(names.get(number)),
                i + 1,
                Numbers.show(line.get(i))));
      }
    }
    svg.append("<path class=\"line").append(number).append("\" d=\"").append(path).append("\"/>");
    svg.append(dots);
  }

  private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
            x1,
            y1,
            x2,
            y2));
  }

  private static void text(StringBuilder svg, String anchor, double x, double y, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
            anchor,
            x,
            y,
            text));
  }

  private static double x(double epoch, int epochs) {
    return LEFT + 8 + (epoch - 1) / (epochs - 1) * (WIDTH - RIGHT - LEFT - 16);
  }

  private static double y(double value, Ticks ticks) {
    double share = (value - ticks.first()) / (ticks.last() - ticks.first());
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }
}
