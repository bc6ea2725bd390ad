/** Building, holding, printing and checking programs. */
@NullMarked
package dev.figment.graph;

import org.jspecify.annotations.NullMarked;
