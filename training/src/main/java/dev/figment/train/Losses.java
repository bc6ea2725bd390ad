package dev.figment.train;

import dev.figment.FigmentException;
import dev.figment.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The loss of a phase and the terms that are reported with it, as means over the batch. */
public final class Losses {
  /** The name under which the minimised number is reported. */
  public static final String LOSS = "loss";

  private final Map<String, Tensor> terms;

  private Losses(Map<String, Tensor> terms) {
    this.terms = terms;
  }

  /** What is minimised: a single number. */
  public static Losses of(Tensor loss) {
    return new Losses(Collections.emptyMap()).term(LOSS, loss);
  }

  /** These and one more reported number. */
  public Losses term(String name, Tensor value) {
    if (value.getShape().getSize() != 1) {
      throw new FigmentException(
          "the loss term " + name + " has the shape " + value.getShape() + " instead of one number",
          "take its mean() over the batch");
    }
    Map<String, Tensor> more = new LinkedHashMap<>(terms);
    more.put(name, value.reshape(1));
    return new Losses(more);
  }

  /** Something of each term, f32 {@code [1]}. */
  Losses each(UnaryOperator<Tensor> change) {
    Map<String, Tensor> others = new LinkedHashMap<>(terms);
    others.replaceAll((name, term) -> change.apply(term));
    return new Losses(others);
  }

  /** What is minimised, f32 {@code [1]}. */
  public Tensor getLoss() {
    return get(LOSS);
  }

  /**
   * One reported number, f32 {@code [1]}.
   *
   * @throws FigmentException if there is none of that name
   */
  public Tensor get(String name) {
    Tensor term = terms.get(name);
    if (term == null) {
      throw new FigmentException(
          "there is no loss term named " + name, "there are " + terms.keySet());
    }
    return term;
  }

  /** All reported numbers, the loss first. */
  public Map<String, Tensor> getTerms() {
    return Collections.unmodifiableMap(terms);
  }
}
