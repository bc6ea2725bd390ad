/** Optimizers and schedules; they build graph and have no kernels. */
@NullMarked
package dev.figment.optim;

import org.jspecify.annotations.NullMarked;
