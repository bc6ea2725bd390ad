/**
 * Data sets and the batches that training reads from them.
 *
 * <p>A {@link dev.figment.data.Dataset} comes from files ({@link dev.figment.data.Idx}, {@link
 * dev.figment.data.ImageFolder}), from the network ({@link dev.figment.data.Downloads}), from
 * memory ({@link dev.figment.data.Datasets}) or from a pen ({@link dev.figment.data.Glyphs}).
 */
@NullMarked
package dev.figment.data;

import org.jspecify.annotations.NullMarked;
