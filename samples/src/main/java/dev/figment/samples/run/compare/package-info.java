/** The comparison of kinds of models on the same data: training, measures, verdict, report. */
@NullMarked
package dev.figment.samples.run.compare;

import org.jspecify.annotations.NullMarked;
