/** The instruction set: about twenty structural operations and a table of point-wise functions. */
@NullMarked
package dev.figment.op;

import org.jspecify.annotations.NullMarked;
