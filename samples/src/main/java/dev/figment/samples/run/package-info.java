/** What the commands do, without the command line: data, backends, training runs, their files. */
@NullMarked
package dev.figment.samples.run;

import org.jspecify.annotations.NullMarked;
