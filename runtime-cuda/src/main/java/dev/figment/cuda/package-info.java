/** The backend that runs programs on an NVIDIA GPU. */
@NullMarked
package dev.figment.cuda;

import org.jspecify.annotations.NullMarked;
