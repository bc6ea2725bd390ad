/** The commands of a program for a GPU: kernels made of text, products, convolutions. */
@NullMarked
package dev.figment.cuda.kernel;

import org.jspecify.annotations.NullMarked;
