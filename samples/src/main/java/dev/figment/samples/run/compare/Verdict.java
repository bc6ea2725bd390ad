package dev.figment.samples.run.compare;

import dev.figment.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the numbers of a comparison say to somebody with a need: words made of numbers alone. */
final class Verdict {
  /** The choice where no model is better by more than chance. */
  static final String NO_WINNER = "no clear winner";

  /** The choice where the features mean too little. */
  static final String NOT_JUDGED = "cannot be judged";

  /** The skill of an extractor below which its features mean too little. */
  static final double WEAK = 0.5;

  /**
   * One need.
   *
   * @param need for example {@code coverage}
   * @param choice the model, or several that cannot be told apart, or why there is none
   * @param text why, with the numbers
   */
  record Sentence(String need, String choice, String text) {}

  private final Comparison comparison;
  private final List<Sentence> sentences = new ArrayList<>();

  private Verdict(Comparison comparison) {
    this.comparison = comparison;
  }

  /** One sentence for each need that the numbers say something about. */
  static List<Sentence> of(Comparison comparison) {
    Verdict verdict = new Verdict(comparison);
    verdict.byFeatures(
        "likeness",
        Measure.FRECHET,
        "How far samples as a whole are from real images (Frechet distance; lower is better)");
    verdict.byPixels(
        "sharpness",
        Measure.SHARPNESS,
        "How sharp edges are, where real images have 1 (less is blurred, more is noise)");
    verdict.byFeatures(
        "realism", Measure.PRECISION, "The share of samples that pass for real (precision)");
    verdict.byFeatures(
        "coverage",
        Measure.COVERAGE,
        "The share of real images that have a sample near them (coverage)");
    verdict.likelihood();
    verdict.byPixels(
        "reconstruction",
        Measure.RECONSTRUCTION,
        "The mean squared error of images that are encoded and decoded again");
    verdict.byPixels(
        "removing noise",
        Measure.NOISE,
        "The mean squared error that is left of noisy images by a search for their latents");
    verdict.byPixels(
        "filling in",
        Measure.HALF,
        "The mean squared error of lower halves that were not seen, by the same search");
    verdict.latents();
    verdict.stability();
    verdict.byPixels("training speed", Measure.TRAIN_SPEED, "Images in a second of training");
    verdict.byPixels("sampling speed", Measure.SAMPLE_SPEED, "New images in a second");
    verdict.size();
    return List.copyOf(verdict.sentences);
  }

  private void byFeatures(String need, Measure measure, String what) {
    if (comparison.skill() < WEAK) {
      Contest contest = new Contest(comparison, measure);
      if (!contest.ranked().isEmpty()) {
        add(need, NOT_JUDGED, what + ": " + contest.numbers() + ". " + weakness());
      }
      return;
    }
    byPixels(need, measure, what);
  }

  private String weakness() {
    return String.format(
        Locale.ROOT,
        "The classifier whose features these numbers come from is too weak: its skill is %.2f,"
            + " where 0 is guessing, 1 is always right, and %.1f is needed.",
        comparison.skill(),
        WEAK);
  }

  private void byPixels(String need, Measure measure, String what) {
    Contest contest = new Contest(comparison, measure);
    if (contest.ranked().isEmpty()) {
      return;
    }
    String text = what + ": " + contest.numbers() + "." + why(contest);
    add(need, choice(contest), text + lacking(contest));
  }

  /** It is the same for every seed. */
  private void size() {
    Contest contest = new Contest(comparison, Measure.SAMPLER);
    if (!contest.ranked().isEmpty()) {
      add(
          "size",
          choice(contest),
          "The kB of the file that makes images: " + contest.numbers() + ".");
    }
  }

  /** The models without the number, and why. */
  private String lacking(Contest contest) {
    StringBuilder text = new StringBuilder();
    for (String model : comparison.models()) {
      if (!contest.ranked().contains(model)) {
        String lack = comparison.lack(model, contest.measure());
        text.append(' ')
            .append(model)
            .append(lack.equals("cannot") ? " cannot do it." : " " + lack + ".");
      }
    }
    return text.toString();
  }

  private String choice(Contest contest) {
    List<String> leaders = contest.leaders();
    return leaders.size() == comparison.models().size() ? NO_WINNER : String.join(" or ", leaders);
  }

  /** What a ranking rests on. */
  private String why(Contest contest) {
    List<String> leaders = contest.leaders();
    if (contest.ranked().size() == 1) {
      return "";
    }
    boolean one = comparison.seeds() < 2;
    if (leaders.size() > 1) {
      String little =
          contest.measure().isSpeed() ? "a quarter" : one ? "a tenth" : "the spread tells apart";
      return " " + list(leaders) + " differ by less than " + little + "." + evidence();
    }
    return evidence();
  }

  /** For example {@code VAE, GAN and VAE-GAN}. */
  private static String list(List<String> models) {
    int last = models.size() - 1;
    return last == 0
        ? models.get(0)
        : String.join(", ", models.subList(0, last)) + " and " + models.get(last);
  }

  private String evidence() {
    return comparison.seeds() < 2 ? " One seed: weak evidence." : "";
  }

  private void likelihood() {
    Measure measure = Measure.BOUND;
    if (comparison.models().stream().noneMatch(m -> comparison.has(m, measure.key()))) {
      return;
    }
    byPixels(
        "likelihood",
        measure,
        "Nats per test image, an upper bound of the negative log-likelihood (lower is better)");
  }

  /** Latents of given images, and whether what lies between two of them is an image too. */
  private void latents() {
    Contest kept = new Contest(comparison, Measure.KEPT);
    List<String> encoders =
        comparison.models().stream()
            .filter(model -> comparison.has(model, Measure.RECONSTRUCTION.key()))
            .toList();
    Contest between = new Contest(comparison, Measure.BETWEEN);
    if (between.ranked().isEmpty()) {
      return;
    }
    if (comparison.skill() < WEAK) {
      add("latent control", NOT_JUDGED, "Halfway images: " + between.numbers() + ". " + weakness());
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append("The share of images halfway between two others that pass for real: ");
    text.append(between.numbers()).append('.').append(why(between));
    if (!encoders.isEmpty()) {
      text.append(" Only ").append(list(encoders));
      text.append(" can start from a given image");
      text.append(kept.ranked().isEmpty() ? "." : "; it keeps its label: " + kept.numbers() + ".");
    }
    add("latent control", choice(between), text.toString());
  }

  private void stability() {
    Contest failed = new Contest(comparison, Measure.FAILED);
    Contest worsening = new Contest(comparison, Measure.WORSENING);
    if (worsening.ranked().isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append("The Frechet distance at the end over the best on the way (1 never got worse): ");
    text.append(worsening.numbers()).append('.').append(why(worsening));
    if (comparison.seeds() > 1) {
      text.append(" From seed to seed it varies by ");
      List<String> parts = new ArrayList<>();
      for (String model : worsening.ranked()) {
        double share =
            comparison.spread(model, Measure.FRECHET.key())
                / comparison.mean(model, Measure.FRECHET.key());
        parts.add(String.format(Locale.ROOT, "%.0f %% for %s", 100 * share, model));
      }
      text.append(String.join(", ", parts)).append('.');
    }
    String diverged = diverged(failed);
    if (comparison.skill() < WEAK) {
      add("stability", NOT_JUDGED, text + diverged + " " + weakness());
    } else {
      add("stability", choice(worsening), text + diverged);
    }
  }

  private String diverged(Contest failed) {
    List<String> parts = new ArrayList<>();
    for (String model : failed.ranked()) {
      double share = comparison.mean(model, Measure.FAILED.key());
      if (share > 0) {
        parts.add(Numbers.show(100 * share) + " % of the trainings of " + model + " diverged");
      }
    }
    return parts.isEmpty() ? "" : " " + String.join(", ", parts) + ".";
  }

  private void add(String need, String choice, String text) {
    sentences.add(new Sentence(need, choice, text));
  }
}
