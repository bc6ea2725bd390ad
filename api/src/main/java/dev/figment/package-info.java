/** The nouns everyone touches: tensors, shapes, arrays, images and backends. */
@NullMarked
package dev.figment;

import org.jspecify.annotations.NullMarked;
