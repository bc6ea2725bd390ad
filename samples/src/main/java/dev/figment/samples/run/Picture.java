package dev.figment.samples.run;

import dev.figment.report.ImageGrid;

/**
 * A picture of what a model can do: a file in its folder, and a section of its report.
 *
 * @param file the name in the folder, for example {@code samples.png}
 * @param heading of the section
 * @param caption what it shows
 * @param grid the picture
 */
record Picture(String file, String heading, String caption, ImageGrid grid) {}
