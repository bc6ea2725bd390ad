/** The recipes and what training makes of them. */
@NullMarked
package dev.figment.model;

import org.jspecify.annotations.NullMarked;
