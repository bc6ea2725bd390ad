/** The only importer of oneDNN's bindings: native memory, prepared calls and loading. */
@NullMarked
package dev.figment.cpu.dnnl;

import org.jspecify.annotations.NullMarked;
