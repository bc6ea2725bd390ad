/**
 * Using trained networks: ONNX Runtime behind a few verbs.
 *
 * <p>Needs {@code com.microsoft.onnxruntime:onnxruntime} on the class path, or {@code
 * onnxruntime-android}; no other package does.
 */
@NullMarked
package dev.figment.infer;

import org.jspecify.annotations.NullMarked;
