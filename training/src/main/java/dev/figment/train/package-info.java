/** Training as data: recipes make phases, phases become programs, the trainer runs them. */
@NullMarked
package dev.figment.train;

import org.jspecify.annotations.NullMarked;
