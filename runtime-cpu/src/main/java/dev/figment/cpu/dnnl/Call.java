package dev.figment.cpu.dnnl;

import dev.figment.FigmentException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.javacpp.Pointer;

/** A primitive with all its memory bound: running it allocates nothing. */
public final class Call {
  private final String name;
  private final primitive owner;
  private final dnnl_primitive raw;
  private final dnnl_exec_arg_t arguments;
  private final int count;
  private final List<Pointer> kept = new ArrayList<>();

  Call(String name, primitive owner, List<Role> roles, List<memory> memories) {
    this.name = name;
    this.owner = owner;
    this.raw = owner.get();
    this.count = roles.size();
    this.arguments = new dnnl_exec_arg_t(count);
    for (int i = 0; i < count; i++) {
      dnnl_exec_arg_t argument = arguments.getPointer(i);
      argument.arg(roles.get(i).number);
      argument.memory(memories.get(i).get());
      kept.add(memories.get(i));
    }
  }

  /** Computes on the calling thread and returns when done. */
  public void execute(Stream stream) {
    int status = dnnl.dnnl_primitive_execute(raw, stream.raw, count, arguments);
    if (status != dnnl.dnnl_success) {
      throw new FigmentException("oneDNN could not run " + name + ": status " + status);
    }
  }

  /** Frees the primitive and its memory objects, not the memory itself. */
  public void free() {
    arguments.close();
    kept.forEach(Pointer::close);
    owner.close();
  }
}
