/** Writing networks as ONNX files, without any library. */
@NullMarked
package dev.figment.onnx;

import org.jspecify.annotations.NullMarked;
