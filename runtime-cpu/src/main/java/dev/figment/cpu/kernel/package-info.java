/** Kernels: one class per family of ops, prepared when a program is compiled. */
@NullMarked
package dev.figment.cpu.kernel;

import org.jspecify.annotations.NullMarked;
