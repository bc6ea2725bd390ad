/** The only importer of the CUDA bindings. */
@NullMarked
package dev.figment.cuda.driver;

import org.jspecify.annotations.NullMarked;
