package dev.figment.cuda.driver;

import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.Prelude;
import dev.figment.cuda.source.Sha256;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;

/** The kernels that are loaded on the GPU, by name. */
final class Modules {
  /** Kernels that are compiled together; several such groups are compiled side by side. */
  private static final int TOGETHER = 32;

  private final Calls calls;
  private final Opened opened;
  private final Nvrtc compiler;
  private final DiskCache cache;
  private final Map<String, CUfunc_st> functions = new HashMap<>();

  /** What it loads, {@code opened} frees. */
  Modules(Calls calls, Opened opened, Nvrtc compiler, DiskCache cache) {
    this.calls = calls;
    this.opened = opened;
    this.compiler = compiler;
    this.cache = cache;
  }

  /** Compiles and loads those that are not there yet. */
  void prepare(List<KernelText> kernels) {
    Map<String, KernelText> missing = new LinkedHashMap<>();
    for (KernelText kernel : kernels) {
      if (!functions.containsKey(kernel.getName())) {
        missing.put(kernel.getName(), kernel);
      }
    }
    List<List<KernelText>> groups = groups(List.copyOf(missing.values()));
    List<byte[]> images = groups.parallelStream().map(this::image).toList();
    for (int i = 0; i < groups.size(); i++) {
      load(groups.get(i), images.get(i));
    }
  }

  private static List<List<KernelText>> groups(List<KernelText> kernels) {
    List<List<KernelText>> groups = new ArrayList<>();
    for (int from = 0; from < kernels.size(); from += TOGETHER) {
      groups.add(kernels.subList(from, Math.min(kernels.size(), from + TOGETHER)));
    }
    return groups;
  }

  private byte[] image(Collection<KernelText> kernels) {
    String text =
        Prelude.TEXT + kernels.stream().map(KernelText::getText).collect(Collectors.joining());
    String name = Sha256.of(compiler.getTarget() + text);
    return cache.get(name + ".cubin", () -> compiler.compile(text));
  }

  private void load(List<KernelText> kernels, byte[] image) {
    CUmod_st module = new CUmod_st();
    try (BytePointer bytes = new BytePointer(image)) {
      calls.driver(cudart.cuModuleLoadData(module, bytes), "loading kernels");
    }
    opened.add(() -> calls.driver(cudart.cuModuleUnload(module), "unloading kernels"));
    for (KernelText kernel : kernels) {
      CUfunc_st function = new CUfunc_st();
      calls.driver(
          cudart.cuModuleGetFunction(function, module, kernel.getName()),
          "looking for kernel " + kernel.getName());
      functions.put(kernel.getName(), function);
    }
  }

  /** A kernel that was prepared. */
  CUfunc_st get(KernelText kernel) {
    CUfunc_st function = functions.get(kernel.getName());
    if (function == null) {
      throw new IllegalStateException("kernel " + kernel.getName() + " was not prepared");
    }
    return function;
  }
}
