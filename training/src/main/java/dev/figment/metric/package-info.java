/**
 * Measures of generative models, from arrays of features, labels and probabilities.
 *
 * <p>A {@link dev.figment.metric.FeatureExtractor} makes {@link dev.figment.metric.Features} of
 * images: a classifier trained by Figment, or an ONNX file of the user's own. The measures know no
 * model. All of them compute in double precision, and equal seeds give equal numbers.
 */
@NullMarked
package dev.figment.metric;

import org.jspecify.annotations.NullMarked;
