/** Networks: immutable layers, and what they become when bound to named variables. */
@NullMarked
package dev.figment.nn;

import org.jspecify.annotations.NullMarked;
