package dev.figment.report;

import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Curves over epochs, or over anything else, drawn as SVG for a web page. The page's style sheet
 * gives the colours, so one drawing suits light and dark pages, and no font of this machine is
 * needed.
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

  private static final String EPOCH = "epoch";

  private final String title;
  private final List<String> names = new ArrayList<>();
  private final List<List<Double>> places = new ArrayList<>();
  private final List<List<Double>> lines = new ArrayList<>();
  private String axis = EPOCH;

  private LineChart(String title) {
    this.title = title;
  }

  /** A chart without lines yet. */
  public static LineChart titled(String title) {
    return new LineChart(title);
  }

  /** Names what lines go along, with its unit, for example {@code seconds of training}. */
  public LineChart along(String what) {
    axis = what;
    return this;
  }

  /** Adds a line: its value at epoch 1, 2, and so on; values that are not finite are left out. */
  public LineChart line(String name, List<Double> values) {
    List<Double> epochs = new ArrayList<>();
    for (int i = 1; i <= values.size(); i++) {
      epochs.add((double) i);
    }
    return line(name, epochs, values);
  }

  /**
   * Adds a line through points; those whose value is not finite are left out.
   *
   * @param along where each point is on the axis, finite and rising
   * @param values what it is there
   */
  public LineChart line(String name, List<Double> along, List<Double> values) {
    if (along.size() != values.size()) {
      throw new FigmentException(
          "the line " + name + " has " + along.size() + " places and " + values.size() + " values",
          "give one value for each place");
    }
    names.add(name);
    places.add(List.copyOf(along));
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
    Ticks along = axis();
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
    for (double place : along.values()) {
      text(svg, "middle", x(place), HEIGHT - BOTTOM + 18, along.text(place));
    }
    text(svg, "middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 4, axis);
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, i, values);
    }
    return svg.append("</svg>").toString();
  }

  private java.util.stream.Stream<Double> finite() {
    return lines.stream().flatMap(List::stream).filter(Double::isFinite);
  }

  /** Where the axis begins. */
  private double first() {
    return axis.equals(EPOCH) ? 1 : 0;
  }

  private double last() {
    double least = axis.equals(EPOCH) ? 2 : 0;
    double last =
        places.stream()
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .reduce(least, Math::max);
    return last > first() ? last : 1;
  }

  private Ticks axis() {
    return axis.equals(EPOCH) ? Ticks.whole(1, (int) last(), 8) : Ticks.within(first(), last(), 6);
  }

  private void draw(StringBuilder svg, int number, Ticks values) {
    List<Double> line = lines.get(number);
    List<Double> along = places.get(number);
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    boolean down = false;
    for (int i = 0; i < line.size(); i++) {
      if (!Double.isFinite(line.get(i))) {
        down = false;
        continue;
      }
      double x = x(along.get(i));
      double y = y(line.get(i), values);
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", down ? "L" : "M", x, y));
      down = true;
      if (line.size() <= DOTS) {
        dots.append(
            String.format(
                Locale.ROOT,
                "<circle class=\"line%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s, %s %s: %s"
                    + "</title></circle>",
                number,
                x,
                y,
                HtmlText.escape(names.get(number)),
                HtmlText.escape(axis),
                Numbers.show(along.get(i)),
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

  private double x(double place) {
    double share = (place - first()) / (last() - first());
    return LEFT + 8 + share * (WIDTH - RIGHT - LEFT - 16);
  }

  private static double y(double value, Ticks ticks) {
    double share = (value - ticks.first()) / (ticks.last() - ticks.first());
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }
}
