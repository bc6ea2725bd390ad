/** The backend that runs programs on the CPU. */
@NullMarked
package dev.figment.cpu;

import org.jspecify.annotations.NullMarked;
