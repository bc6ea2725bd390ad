/**
 * Image files in memory: what their headers say, and the codec that decodes, encodes and resizes.
 *
 * <p>Headers are read here, in plain Java; the pixels by an {@link dev.figment.image.ImageCodec}
 * that another artifact brings.
 */
@NullMarked
package dev.figment.image;

import org.jspecify.annotations.NullMarked;
