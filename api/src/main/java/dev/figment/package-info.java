/** Networks that learn to make images, and the nouns everyone touches. */
@NullMarked
package dev.figment;

import org.jspecify.annotations.NullMarked;
