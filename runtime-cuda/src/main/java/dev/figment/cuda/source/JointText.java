package dev.figment.cuda.source;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Kernels that do not wait for one another as one kernel, whose first blocks do the work of the
 * first, the next that of the second. An optimizer's update of many weights is one launch so.
 */
public final class JointText {
  /** Pointers that a kernel takes at most: 4,096 bytes of them fit on every GPU. */
  public static final int MOST_PARAMETERS = 400;

  /** Of arrays that a block's threads share: more would keep other blocks from running beside. */
  public static final int MOST_SHARED_BYTES = 24 << 10;

  private JointText() {}

  /**
   * Joins kernels, each of which is no joint one; its parameters are the operands 0, 1, ... in
   * their order.
   *
   * @param ops what they compute, for the name
   */
  public static KernelText of(String ops, List<KernelText> parts) {
    StringBuilder functions = new StringBuilder();
    List<Parameter> parameters = new ArrayList<>();
    Lines lines = new Lines();
    int blocks = 0;
    int shared = 0;
    for (int i = 0; i < parts.size(); i++) {
      KernelText part = parts.get(i);
      if (!part.isPlain()) {
        throw new IllegalArgumentException(part.getName());
      }
      String function = "part_@_" + i;
      StringJoiner call = new StringJoiner(", ", function + "(", ");");
      call.add("blockIdx.x - " + blocks);
      StringJoiner declared = new StringJoiner(", ", "(", ")");
      declared.add("const int block");
      for (Parameter parameter : part.getParameters()) {
        Parameter own = parameter.renumbered(parameters.size());
        parameters.add(own);
        call.add(own.name());
        declared.add(parameter.toString());
      }
      functions
          .append("__device__ static inline void ")
          .append(function)
          .append(declared)
          .append(" {\n")
          .append(body(part))
          .append("}\n");
      blocks += part.getBlocksX() * part.getBlocksY();
      shared += part.getSharedBytes();
      lines.add("if (blockIdx.x < " + blocks + ") {");
      lines.add("  " + call);
      lines.add("  return;");
      lines.add("}");
    }
    // Other kernels of the same module have parts, too, perhaps the same with another name.
    String id = Sha256.of(ops + functions + lines).substring(0, 10);
    return KernelText.withFunctions(
        functions.toString().replace("@", id),
        ops,
        parameters,
        lines.toString().replace("@", id),
        blocks,
        shared);
  }

  /** The statements of a part, for blocks and threads in a row. */
  private static String body(KernelText part) {
    Lines head = new Lines();
    String body = part.getLines();
    if (part.getBlocksY() == 1) {
      body = body.replace("blockIdx.x", "block");
    } else {
      String count = Integer.toString(part.getBlocksX());
      head.add("const int bx = block % " + count + ", by = block / " + count + ";");
      body = body.replace("blockIdx.x", "bx").replace("blockIdx.y", "by");
    }
    if (part.getThreadsY() > 1) {
      String count = Integer.toString(part.getThreadsX());
      head.add("const int tx = threadIdx.x % " + count + ", ty = threadIdx.x / " + count + ";");
      body = body.replace("threadIdx.x", "tx").replace("threadIdx.y", "ty");
    }
    return head + body;
  }
}
