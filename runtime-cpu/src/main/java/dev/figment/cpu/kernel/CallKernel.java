package dev.figment.cpu.kernel;

import dev.figment.compile.Storage;
import dev.figment.cpu.dnnl.Call;
import dev.figment.cpu.dnnl.Plan;
import dev.figment.cpu.dnnl.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A kernel of oneDNN's: for each share some primitives, one after another. */
public final class CallKernel extends Kernel {
  private final String name;
  private final List<List<Part>> shares = new ArrayList<>();
  private final List<List<Call>> calls = new ArrayList<>();

  /** A value that a primitive reads or writes: a storage from an element on. */
  static final class Operand {
    private final Storage storage;
    private final long element;

    Operand(Storage storage, long element) {
      this.storage = storage;
      this.element = element;
    }
  }

  /** A primitive and its operands. */
  private static final class Part {
    final Plan plan;
    final Map<Role, Operand> operands;
    final Storage scratch;

    Part(Plan plan, Map<Role, Operand> operands, Storage scratch) {
      this.plan = plan;
      this.operands = operands;
      this.scratch = scratch;
    }
  }

  CallKernel(String name) {
    this.name = name;
  }

  /** Begins the next share. */
  CallKernel share() {
    shares.add(new ArrayList<>());
    return this;
  }

  /** Adds a primitive to the last share. */
  CallKernel call(Plan plan, Map<Role, Operand> operands) {
    Storage scratch = scratch(plan.getScratchBytes());
    shares.get(shares.size() - 1).add(new Part(plan, operands, scratch));
    return this;
  }

  CallKernel reads(Storage storage) {
    reading(storage);
    return this;
  }

  CallKernel writes(Storage storage) {
    writing(storage);
    return this;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public int getShares() {
    return shares.size();
  }

  @Override
  public void bind() {
    for (List<Part> share : shares) {
      List<Call> bound = new ArrayList<>();
      for (Part part : share) {
        bound.add(part.plan.bind((role, layout) -> place(part, role)));
      }
      calls.add(bound);
    }
  }

  private static Plan.Place place(Part part, Role role) {
    Operand operand = part.operands.get(role);
    return operand == null
        ? Places.at(part.scratch, 0)
        : Places.at(operand.storage, operand.element);
  }

  @Override
  public void run(int share, Worker worker) {
    List<Call> own = calls.get(share);
    for (int i = 0; i < own.size(); i++) {
      own.get(i).execute(worker.stream());
    }
  }

  @Override
  public void free() {
    calls.forEach(share -> share.forEach(Call::free));
    calls.clear();
  }
}
