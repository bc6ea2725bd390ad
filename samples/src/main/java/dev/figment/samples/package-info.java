/** The command line and short samples. */
@NullMarked
package dev.figment.samples;

import org.jspecify.annotations.NullMarked;
