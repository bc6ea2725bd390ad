/** What a runtime implements, and the two backends that need no native code. */
@NullMarked
package dev.figment.backend;

import org.jspecify.annotations.NullMarked;
