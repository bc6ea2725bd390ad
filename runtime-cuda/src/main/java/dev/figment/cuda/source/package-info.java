/** CUDA C for the loops and small kernels of a program: texts made of ops, without a GPU. */
@NullMarked
package dev.figment.cuda.source;

import org.jspecify.annotations.NullMarked;
