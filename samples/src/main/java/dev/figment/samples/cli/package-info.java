/** The command line {@code figment}: one class for each command, and what they share. */
@NullMarked
package dev.figment.samples.cli;

import org.jspecify.annotations.NullMarked;
