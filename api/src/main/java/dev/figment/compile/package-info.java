/** Passes that do not depend on a device: simplify, fuse, schedule, plan memory. */
@NullMarked
package dev.figment.compile;

import org.jspecify.annotations.NullMarked;
