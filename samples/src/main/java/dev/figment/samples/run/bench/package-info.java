/** The measuring of training steps of standard models, for comparison with other libraries. */
@NullMarked
package dev.figment.samples.run.bench;

import org.jspecify.annotations.NullMarked;
