package dev.figment.cpu;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.compile.Kernels;
import dev.figment.compile.Loop;
import dev.figment.compile.Memory;
import dev.figment.compile.Orders;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.dnnl.NativeBlock;
import dev.figment.cpu.kernel.ConvKernels;
import dev.figment.cpu.kernel.IntProductKernel;
import dev.figment.cpu.kernel.Kernel;
import dev.figment.cpu.kernel.LoopBuilder;
import dev.figment.cpu.kernel.MatMulKernels;
import dev.figment.cpu.kernel.PoolKernel;
import dev.figment.cpu.kernel.RandomKernel;
import dev.figment.cpu.kernel.RowsKernel;
import dev.figment.graph.Variable;
import dev.figment.op.ConvGeometry;
import dev.figment.op.Random;

/** The CPU's kernel for each kind of work. */
final class CpuKernels extends Kernels<Kernel> {
  private final Variables variables;
  private final NativeResources resources;
  private final MatMulKernels products;
  private final ConvKernels convolutions;
  private final int workers;

  /**
   * Begins with no kernels.
   *
   * @param resources owns what constants take
   */
  CpuKernels(Dnnl dnnl, int workers, Variables variables, NativeResources resources) {
    this.variables = variables;
    this.resources = resources;
    this.workers = workers;
    this.products = new MatMulKernels(dnnl, workers);
    this.convolutions = new ConvKernels(dnnl, workers, this::add);
  }

  @Override
  public String getBackend() {
    return CpuBackend.NAME;
  }

  @Override
  protected Memory variable(Variable variable) {
    return variables.get(variable);
  }

  @Override
  protected Memory constant(NdArray array) {
    NativeBlock block = NativeBlock.allocate(array.getType().getBytes(), "a constant");
    resources.own(block);
    Storage storage = Storage.fixed("constant", block);
    new Port(View.rows(storage, array.getDtype(), array.getShape())).write(array);
    return block;
  }

  @Override
  protected Loop<Kernel, ?> loop(String name, Shape shape, int[] order) {
    return new LoopBuilder(name, shape, order, workers);
  }

  @Override
  protected void product(View left, View right, View target) {
    add(
        target.getDtype() == DType.I32
            ? new IntProductKernel(left, right, target)
            : products.product(left, right, target));
  }

  @Override
  protected int[] weightOrder(int rank) {
    return Orders.rows(rank);
  }

  @Override
  protected void convolution(ConvGeometry geometry, View source, View weights, View target) {
    convolutions.forward(geometry, source, weights, target);
  }

  @Override
  protected void sourceGradient(ConvGeometry geometry, View source, View weights, View target) {
    convolutions.sourceGradient(geometry, source, weights, target);
  }

  @Override
  protected void weightsGradient(ConvGeometry geometry, View source, View weights, View target) {
    convolutions.weightsGradient(geometry, source, weights, target);
  }

  @Override
  protected void pick(
      ConvGeometry geometry, int[] kernel, View selector, View values, View target) {
    add(PoolKernel.pick(geometry, kernel, selector, values, target, workers));
  }

  @Override
  protected void scatter(
      ConvGeometry geometry, int[] kernel, View selector, View values, View target) {
    add(PoolKernel.scatter(geometry, kernel, selector, values, target, workers));
  }

  @Override
  protected void gather(View table, View numbers, View rows) {
    add(RowsKernel.gather(table, numbers, rows));
  }

  @Override
  protected void scatterAdd(View rows, View numbers, View table) {
    add(RowsKernel.scatterAdd(rows, numbers, table));
  }

  @Override
  protected void random(Random op, View seed, View step, View target) {
    add(new RandomKernel(op, seed, step, target, workers));
  }
}
