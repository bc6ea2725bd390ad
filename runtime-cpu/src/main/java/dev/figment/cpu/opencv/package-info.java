/** The image codec over OpenCV; the only package that imports it. */
@NullMarked
package dev.figment.cpu.opencv;

import org.jspecify.annotations.NullMarked;
