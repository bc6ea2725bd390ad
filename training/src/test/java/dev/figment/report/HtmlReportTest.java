package dev.figment.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class HtmlReportTest {
  @Test
  void one_file_holds_everything(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.html");
    HtmlReport.titled("A <title>", "and & more")
        .tile("loss", "1.5", "nats")
        .section("Pictures")
        .picture(new byte[] {1, 2, 3}, "Three \"bytes\"")
        .charts(List.of(LineChart.titled("loss").line("train", List.of(3.0, 2.0))))
        .table(List.of("epoch", "loss"), List.of(List.of("1", "3"), List.of("2", "2")))
        .facts(Map.of("seed", "1"))
        .text("The end.")
        .write(file);
    assertThat(Files.readString(file))
        .contains("<title>A &lt;title&gt;</title>")
        .contains("and &amp; more")
        .contains("src=\"data:image/png;base64,AQID\"")
        .contains("alt=\"Three &quot;bytes&quot;\"")
        .contains("prefers-color-scheme: dark")
        .contains("<svg")
        .doesNotContain("<script")
        .doesNotContain("http");
  }

  @Test
  void a_chart_is_well_formed_and_stays_inside_its_frame()
      throws ParserConfigurationException, SAXException, IOException {
    String html =
        LineChart.titled("kl <1>")
            .line("train", List.of(-1e-3, 5.0, Double.NaN, 1e6))
            .line("test", List.of(2.0))
            .toHtml();
    Element figure =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html)))
            .getDocumentElement();
    assertThat(figure.getElementsByTagName("path").getLength()).isEqualTo(2);
    assertThat(figure.getElementsByTagName("circle").getLength()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      Element dot = (Element) figure.getElementsByTagName("circle").item(i);
      assertThat(Double.parseDouble(dot.getAttribute("cx"))).isBetween(0.0, 420.0);
      assertThat(Double.parseDouble(dot.getAttribute("cy"))).isBetween(0.0, 250.0);
    }
  }

  private static Element parsed(LineChart chart)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(chart.toHtml())))
        .getDocumentElement();
  }

  @Test
  void a_chart_goes_along_any_unit()
      throws ParserConfigurationException, SAXException, IOException {
    Element figure =
        parsed(
            LineChart.titled("distance")
                .along("seconds of training")
                .line("a", List.of(15.0, 30.0, 60.0, 120.0), List.of(4.0, 3.0, 2.0, 1.0))
                .line("b", List.of(120.0), List.of(1.0)));
    assertThat(figure.getTextContent()).contains("seconds of training", "100", "distance");
    Element half = (Element) figure.getElementsByTagName("circle").item(2);
    Element end = (Element) figure.getElementsByTagName("circle").item(3);
    Element other = (Element) figure.getElementsByTagName("circle").item(4);
    double left = 46 + 8;
    double middle = Double.parseDouble(half.getAttribute("cx")) - left;
    assertThat(2 * middle)
        .isCloseTo(Double.parseDouble(end.getAttribute("cx")) - left, within(0.2));
    assertThat(other.getAttribute("cx")).isEqualTo(end.getAttribute("cx"));
    assertThat(half.getTextContent()).isEqualTo("a, seconds of training 60.00: 2.000");
  }

  @Test
  void a_line_needs_a_value_for_each_place() {
    assertThatThrownBy(() -> LineChart.titled("x").line("a", List.of(1.0), List.of()))
        .hasMessage("the line a has 1 places and 0 values\n    give one value for each place");
  }

  @Test
  void panels_show_pictures_or_say_why_there_is_none() {
    String html =
        HtmlReport.titled("a", "b")
            .panels(
                List.of(
                    Panel.picture("VAE", "its <images>", new byte[] {1, 2, 3}),
                    Panel.words("GAN", "cannot")))
            .toHtml();
    assertThat(html)
        .contains("<b>VAE</b>its &lt;images&gt;")
        .contains("src=\"data:image/png;base64,AQID\"")
        .contains("<b>GAN</b>cannot</figcaption></figure>");
  }

  @Test
  void cells_of_a_table_are_marked() {
    String html =
        HtmlReport.titled("a", "b")
            .table(
                List.of("x", "y"),
                List.of(List.of("1", "2"), List.of("below"), List.of("3", "4")),
                List.of(Set.of(1)))
            .prose(List.of("need"), List.of(List.of("<all>")))
            .toHtml();
    assertThat(html)
        .contains("<td>1</td><td class=\"best\">2</td>")
        .contains("<th colspan=\"2\" scope=\"rowgroup\">below</th>")
        .contains("<td>3</td><td>4</td>")
        .contains("<td>&lt;all&gt;</td>");
  }

  @Test
  void a_chart_of_nothing_is_drawn() {
    assertThat(LineChart.titled("loss").line("train", List.of()).toHtml()).contains("<svg");
  }

  @Test
  void ticks_are_round_numbers_that_enclose_the_values() {
    assertThat(Ticks.enclosing(87.3, 166.1, 5).values())
        .containsExactly(80.0, 100.0, 120.0, 140.0, 160.0, 180.0);
    assertThat(Ticks.enclosing(3, 3, 5).values()).hasSizeGreaterThan(1).contains(3.0);
    assertThat(Ticks.whole(1, 20, 8).values()).containsExactly(5.0, 10.0, 15.0, 20.0);
    assertThat(Ticks.enclosing(0, 0.4, 4).text(0.1)).isEqualTo("0.1");
  }

  @Test
  void numbers_have_four_digits_that_mean_something() {
    assertThat(Numbers.show(105.53)).isEqualTo("105.5");
    assertThat(Numbers.show(1.23456)).isEqualTo("1.235");
    assertThat(Numbers.show(0.012345)).isEqualTo("0.01235");
    assertThat(Numbers.show(3.14e-7)).isEqualTo("3.1e-07");
    assertThat(Numbers.show(12345.6)).isEqualTo("12,346");
    assertThat(Numbers.show(0)).isEqualTo("0");
    assertThat(Numbers.show(Double.NaN)).isEqualTo("NaN");
    assertThat(Numbers.time(65)).isEqualTo("1:05");
    assertThat(Numbers.time(3723)).isEqualTo("1:02:03");
  }
}
