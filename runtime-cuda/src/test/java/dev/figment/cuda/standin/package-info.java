/** A GPU for tests where there is none: CUDA's libraries, played by libraries of our own. */
package dev.figment.cuda.standin;
