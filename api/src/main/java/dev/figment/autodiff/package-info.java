/** Gradients as new nodes of the same graph. */
@NullMarked
package dev.figment.autodiff;

import org.jspecify.annotations.NullMarked;
