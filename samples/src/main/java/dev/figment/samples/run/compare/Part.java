package dev.figment.samples.run.compare;

import java.util.Map;

/**
 * How good a model is after a part of its training.
 *
 * @param seconds of training until then
 * @param scores of a few of its samples
 */
record Part(double seconds, Map<String, Double> scores) {
  /** One score; NaN if it was not measured. */
  double score(Measure measure) {
    Double score = scores.get(measure.key());
    return score == null ? Double.NaN : score;
  }
}
