package dev.figment.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.Backend;
import dev.figment.data.Dataset;
import dev.figment.model.Vae;
import dev.figment.train.History;
import dev.figment.train.TinyData;
import dev.figment.train.Trainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChartsTest {
  private static History history;

  @BeforeAll
  static void train() {
    Dataset data = TinyData.bars(16);
    try (Backend backend = Backend.named("reference")) {
      Vae vae = Vae.dense(data.getExampleShape(), 4).latentSize(2);
      history = Trainer.on(backend).batchSize(8).epochs(2).train(vae, data, data).getHistory();
    }
  }

  private static List<String> titles(List<LineChart> charts) {
    return charts.stream()
        .map(chart -> chart.toHtml().replaceAll("(?s).*?<b>(.*?)</b>.*", "$1"))
        .toList();
  }

  private static List<String> lines(LineChart chart) {
    return java.util.regex.Pattern.compile("class=\"key line\\d\">(.*?)</span>")
        .matcher(chart.toHtml())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void every_term_and_every_number_of_health_has_a_chart() {
    List<LineChart> charts = Charts.of(history);
    assertThat(titles(charts)).containsExactly("loss", "reconstruction", "kl", "activeUnits");
    assertThat(lines(charts.get(0))).containsExactly("train", "test");
    assertThat(lines(charts.get(3))).containsExactly("train");
  }

  @Test
  void lines_of_a_group_stand_in_one_chart_and_nowhere_else() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("train.reconstruction", "images");
    parts.put("train.kl", "latents");
    parts.put("train.penalty", "not measured");
    Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    groups.put("parts", parts);
    groups.put("nothing", Map.of("health.diversity", "not measured"));
    List<LineChart> charts = Charts.grouped(history, groups);
    assertThat(titles(charts)).containsExactly("parts", "loss", "activeUnits");
    assertThat(lines(charts.get(0))).containsExactly("images", "latents");
  }
}
