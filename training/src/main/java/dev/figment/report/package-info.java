/**
 * What people look at after a training: grids of images as PNG files, charts, and a report in one
 * HTML file. Nothing here needs a display, a font or a network.
 */
@NullMarked
package dev.figment.report;

import org.jspecify.annotations.NullMarked;
