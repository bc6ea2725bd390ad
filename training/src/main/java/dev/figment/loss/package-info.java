/** What a model is measured by, in nats per example. */
@NullMarked
package dev.figment.loss;

import org.jspecify.annotations.NullMarked;
