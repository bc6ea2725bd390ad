/** A GPU for tests where there is none. */
package dev.figment.cuda.emulated;
