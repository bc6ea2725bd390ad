package dev.figment.cpu;

import dev.figment.DType;
import dev.figment.FigmentException;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.compile.Schedule;
import dev.figment.compile.Unit;
import dev.figment.cpu.dnnl.Dnnl;
import dev.figment.cpu.kernel.ConvKernels;
import dev.figment.cpu.kernel.IntProductKernel;
import dev.figment.cpu.kernel.Kernel;
import dev.figment.cpu.kernel.LoopBuilder;
import dev.figment.cpu.kernel.MatMulKernels;
import dev.figment.cpu.kernel.Orders;
import dev.figment.cpu.kernel.PoolKernel;
import dev.figment.cpu.kernel.RandomKernel;
import dev.figment.cpu.kernel.RowsKernel;
import dev.figment.cpu.kernel.Storage;
import dev.figment.cpu.kernel.View;
import dev.figment.op.Concat;
import dev.figment.op.Conv;
import dev.figment.op.ConvInputGrad;
import dev.figment.op.ConvWeightGrad;
import dev.figment.op.Gather;
import dev.figment.op.MatMul;
import dev.figment.op.MaxPool;
import dev.figment.op.MaxPoolScatter;
import dev.figment.op.Op;
import dev.figment.op.Pad;
import dev.figment.op.Random;
import dev.figment.op.ScatterAdd;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Turns units into kernels, one structural op at a time. */
final class Lowering {
  private final Values values;
  private final FusedLowering fused;
  private final MatMulKernels products;
  private final ConvKernels convolutions;
  private final List<Kernel> kernels = new ArrayList<>();
  private final int workers;

  Lowering(Dnnl dnnl, int workers, Values values) {
    this.workers = workers;
    this.values = values;
    this.fused = new FusedLowering(values, workers);
    this.products = new MatMulKernels(dnnl, workers);
    this.convolutions = new ConvKernels(dnnl, workers, kernels::add);
    values.copyWith(this::copy);
  }

  List<Kernel> getKernels() {
    return kernels;
  }

  void lower(Schedule schedule) {
    for (Unit unit : schedule.getUnits()) {
      Tensor node = unit.getNodes().get(0);
      try {
        if (unit.isFused()) {
          kernels.add(fused.lower(unit));
        } else {
          lower(node, node.op());
        }
      } catch (FigmentException error) {
        throw error.at(node.place().isEmpty() ? node.toString() : node.place() + " " + node);
      }
    }
  }

  /** Adds a kernel that copies a view. */
  void copy(String name, View from, View to) {
    boolean channelsLast = Orders.isChannelsLast(from) || Orders.isChannelsLast(to);
    int rank = from.getRank();
    int[] order = channelsLast ? Orders.channelsLast(rank) : Orders.rows(rank);
    LoopBuilder loop = new LoopBuilder(name, Shape.of(from.getDims()), order, workers);
    loop.store(loop.load(from), to);
    kernels.add(loop.build());
  }

  private void lower(Tensor node, Op op) {
    if (op instanceof MatMul) {
      matMul(node, (MatMul) op);
    } else if (op instanceof Conv) {
      View x = values.channelsLast(node.inputs().get(0));
      View w = values.rows(node.inputs().get(1));
      convolutions.forward(((Conv) op).getGeometry(), x, w, values.channelsLastResult(node));
    } else if (op instanceof ConvInputGrad) {
      View y = values.channelsLast(node.inputs().get(0));
      View w = values.rows(node.inputs().get(1));
      convolutions.sourceGradient(
          ((ConvInputGrad) op).getGeometry(), values.channelsLastResult(node), w, y);
    } else if (op instanceof ConvWeightGrad) {
      View x = values.channelsLast(node.inputs().get(0));
      View y = values.channelsLast(node.inputs().get(1));
      convolutions.weightsGradient(
          ((ConvWeightGrad) op).getGeometry(), x, values.rowsResult(node), y);
    } else if (op instanceof MaxPool || op instanceof MaxPoolScatter) {
      pool(node, op);
    } else if (op instanceof Pad) {
      pad(node, (Pad) op);
    } else if (op instanceof Concat) {
      concat(node, (Concat) op);
    } else if (op instanceof Gather) {
      View table = values.rows(node.inputs().get(0));
      View numbers = values.rows(node.inputs().get(1));
      kernels.add(RowsKernel.gather(table, numbers, values.rowsResult(node)));
    } else if (op instanceof ScatterAdd) {
      View rows = values.rows(node.inputs().get(0));
      View numbers = values.rows(node.inputs().get(1));
      kernels.add(RowsKernel.scatterAdd(rows, numbers, values.rowsResult(node)));
    } else if (op instanceof Random) {
      View seed = values.view(node.inputs().get(0));
      View step = values.view(node.inputs().get(1));
      kernels.add(new RandomKernel((Random) op, seed, step, values.rowsResult(node), workers));
    } else {
      throw new FigmentException(
          "the cpu backend has no kernel for " + op.getName(),
          "every op of the instruction set has one; is this an op of your own?");
    }
  }

  private void matMul(Tensor node, MatMul op) {
    View left = matrices(node.inputs().get(0), op.isTransposeLeft());
    View right = matrices(node.inputs().get(1), op.isTransposeRight());
    View result = values.rowsResult(node);
    View target = Objects.requireNonNull(MatMulKernels.matrices(result));
    kernels.add(
        node.getDtype() == DType.I32
            ? new IntProductKernel(left, right, target)
            : products.product(left, right, target));
  }

  private View matrices(Tensor tensor, boolean transpose) {
    View known = MatMulKernels.matrices(values.view(tensor));
    if (known == null) {
      known = Objects.requireNonNull(MatMulKernels.matrices(values.rows(tensor)));
    }
    return transpose ? known.transpose(new int[] {0, 2, 1}) : known;
  }

  private void pool(Tensor node, Op op) {
    View selector = values.view(node.inputs().get(0));
    View from = values.view(node.inputs().get(1));
    boolean channelsLast = Orders.isChannelsLast(selector) || Orders.isChannelsLast(from);
    View target = channelsLast ? values.channelsLastResult(node) : values.rowsResult(node);
    kernels.add(
        op instanceof MaxPool
            ? PoolKernel.pick(
                ((MaxPool) op).getGeometry(),
                ((MaxPool) op).getKernel(),
                selector,
                from,
                target,
                workers)
            : PoolKernel.scatter(
                ((MaxPoolScatter) op).getGeometry(),
                ((MaxPoolScatter) op).getKernel(),
                selector,
                from,
                target,
                workers));
  }

  private void pad(Tensor node, Pad op) {
    View from = values.view(node.inputs().get(0));
    View target = result(node, Orders.isChannelsLast(from));
    int[] order = Orders.rows(from.getRank());
    LoopBuilder zeros = new LoopBuilder("pad", node.getShape(), order, workers);
    zeros.store(
        zeros.constant(node.getDtype(), 0),
        View.rows(target.getStorage(), node.getDtype(), node.getShape()));
    kernels.add(zeros.build());
    int size = node.inputs().get(0).getShape().dim(op.getAxis());
    copy("pad", from, target.slice(op.getAxis(), op.getLow(), size, op.getBetween() + 1));
  }

  private void concat(Tensor node, Concat op) {
    boolean channelsLast =
        node.inputs().stream().anyMatch(input -> Orders.isChannelsLast(values.view(input)));
    View target = result(node, channelsLast);
    int start = 0;
    for (Tensor input : node.inputs()) {
      int size = input.getShape().dim(op.getAxis());
      copy("concat", values.view(input), target.slice(op.getAxis(), start, size, 1));
      start += size;
    }
  }

  private View result(Tensor node, boolean channelsLast) {
    return channelsLast ? values.channelsLastResult(node) : values.rowsResult(node);
  }

  /** A row-major copy of a value in a storage of its own. */
  Storage copied(Tensor tensor) {
    Storage storage = Storage.planned("copy", tensor.getType().getBytes());
    copy("copy", values.view(tensor), View.rows(storage, tensor.getDtype(), tensor.getShape()));
    return storage;
  }
}
