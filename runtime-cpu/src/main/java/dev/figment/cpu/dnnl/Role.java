package dev.figment.cpu.dnnl;

import org.bytedeco.dnnl.global.dnnl;

/** What a piece of memory is to a primitive. */
public enum Role {
  SOURCE(dnnl.DNNL_ARG_SRC),
  WEIGHTS(dnnl.DNNL_ARG_WEIGHTS),
  TARGET(dnnl.DNNL_ARG_DST),
  BIAS(dnnl.DNNL_ARG_BIAS),
  SOURCE_GRADIENT(dnnl.DNNL_ARG_DIFF_SRC),
  TARGET_GRADIENT(dnnl.DNNL_ARG_DIFF_DST),
  WEIGHTS_GRADIENT(dnnl.DNNL_ARG_DIFF_WEIGHTS),
  SCRATCH(dnnl.DNNL_ARG_SCRATCHPAD);

  final int number;

  Role(int number) {
    this.number = number;
  }
}
