package dev.figment.metric;

/**
 * The classifier score {@code exp(E[KL(p(y|x) || p(y))])} (Salimans et al. 2016, section 4, there
 * with Inception): from 1, where every image looks the same to the classifier, to the number of
 * classes, where each image is of one class for certain and all classes are equally frequent. It
 * does not see how images differ within a class.
 */
public final class ClassifierScore {
  private ClassifierScore() {}

  /**
   * The score of generated images.
   *
   * @param probabilities of the labels of each image, one row an image
   * @throws dev.figment.FigmentException if a row does not hold probabilities
   */
  public static double of(Features probabilities) {
    Check.probabilities("classifier score", probabilities);
    double[] marginal = probabilities.mean();
    double sum = 0;
    for (int i = 0; i < probabilities.getSize(); i++) {
      for (int j = 0; j < marginal.length; j++) {
        double p = probabilities.get(i, j);
        sum += p > 0 ? p * Math.log(p / marginal[j]) : 0;
      }
    }
    return Math.exp(sum / probabilities.getSize());
  }
}
