package dev.figment.cpu.dnnl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;

/** A primitive that oneDNN has chosen, before its memory is known. */
public final class Plan {
  private final String name;
  private final engine cpu;
  private final primitive_desc_base desc;
  private final Map<Role, Layout> layouts;

  Plan(String name, engine cpu, primitive_desc_base desc, Map<Role, Layout> layouts) {
    this.name = name;
    this.cpu = cpu;
    this.desc = desc;
    this.layouts = layouts;
  }

  /** The layout that the primitive wants for an argument. */
  public Layout layout(Role role) {
    Layout layout = layouts.get(role);
    if (layout == null) {
      throw new IllegalArgumentException(name + " has no " + role);
    }
    return layout;
  }

  /** The working memory of one execution, in bytes. */
  public long getScratchBytes() {
    return scratch().get_size();
  }

  private memory.desc scratch() {
    return desc.query_md(dnnl.query.scratchpad_md);
  }

  /** The name of oneDNN's implementation, for example {@code brg_matmul:avx2}. */
  public String getImplementation() {
    return desc.impl_info_str().getString();
  }

  /**
   * The primitive with its memory bound.
   *
   * @param where the block and the byte offset of each argument; asked for the scratch memory only
   *     if there is some
   */
  public Call bind(BiFunction<Role, Layout, Place> where) {
    List<Role> roles = new ArrayList<>();
    List<memory> memories = new ArrayList<>();
    layouts.forEach(
        (role, layout) -> {
          roles.add(role);
          memories.add(memory(where.apply(role, layout), layout));
        });
    if (getScratchBytes() > 0) {
      Layout scratch = new Layout(scratch());
      roles.add(Role.SCRATCH);
      memories.add(memory(where.apply(Role.SCRATCH, scratch), scratch));
    }
    return new Call(name, new primitive(desc.get()), roles, memories);
  }

  private memory memory(Place place, Layout layout) {
    return new memory(layout.raw, cpu, place.block.pointer(place.offset));
  }

  /** Where a value lies: a byte offset into a block. */
  public static final class Place {
    private final NativeBlock block;
    private final long offset;

    public Place(NativeBlock block, long offset) {
      this.block = block;
      this.offset = offset;
    }
  }
}
