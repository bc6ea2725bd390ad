package dev.figment.train;

import java.util.Map;

/** What one step came to, and how far training is. */
public final class StepReport {
  private final int epoch;
  private final int stepInEpoch;
  private final int stepsPerEpoch;
  private final long step;
  private final Map<String, Double> terms;

  StepReport(int epoch, int stepInEpoch, int stepsPerEpoch, long step, Map<String, Double> terms) {
    this.epoch = epoch;
    this.stepInEpoch = stepInEpoch;
    this.stepsPerEpoch = stepsPerEpoch;
    this.step = step;
    this.terms = terms;
  }

  /** The number of the epoch, from 1. */
  public int getEpoch() {
    return epoch;
  }

  /** The number of steps done in this epoch, from 1. */
  public int getStepInEpoch() {
    return stepInEpoch;
  }

  public int getStepsPerEpoch() {
    return stepsPerEpoch;
  }

  /** The number of steps since training began. */
  public long getStep() {
    return step;
  }

  /** The terms of each phase's last run. */
  public Map<String, Double> getTerms() {
    return terms;
  }
}
