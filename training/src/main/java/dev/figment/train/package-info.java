/** The trainer: where and how long to learn. */
@NullMarked
package dev.figment.train;

import org.jspecify.annotations.NullMarked;
