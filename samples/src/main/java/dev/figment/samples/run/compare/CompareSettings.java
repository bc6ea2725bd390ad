package dev.figment.samples.run.compare;

import dev.figment.samples.run.DataSettings;

/**
 * What is compared, and for how long.
 *
 * @param data to train and test with
 * @param minutes of training for each model and seed
 * @param seeds the number of trainings of each model
 * @param threads of the backend cpu; 0 for as many as there are processors
 * @param backend a backend's name, or {@code auto}
 */
public record CompareSettings(
    DataSettings data, double minutes, int seeds, int threads, String backend) {}
