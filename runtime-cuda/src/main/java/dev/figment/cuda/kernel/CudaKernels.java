package dev.figment.cuda.kernel;

import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Precision;
import dev.figment.Shape;
import dev.figment.TensorType;
import dev.figment.compile.Format;
import dev.figment.compile.Kernels;
import dev.figment.compile.Loop;
import dev.figment.compile.Memory;
import dev.figment.compile.Orders;
import dev.figment.compile.Storage;
import dev.figment.compile.View;
import dev.figment.cuda.driver.ConvSpec;
import dev.figment.cuda.driver.Device;
import dev.figment.cuda.driver.Epilogue;
import dev.figment.cuda.driver.ProductSpec;
import dev.figment.cuda.source.KernelText;
import dev.figment.cuda.source.PoolText;
import dev.figment.cuda.source.RandomText;
import dev.figment.cuda.source.SmallTexts;
import dev.figment.graph.Variable;
import dev.figment.op.ConvGeometry;
import dev.figment.op.Random;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A GPU's launch for each kind of work. */
public final class CudaKernels extends Kernels<Launch> {
  private final Device device;
  private final Precision precision;
  private final int large;
  private final Function<Variable, Memory> variables;
  private final Function<NdArray, Memory> constants;

  /**
   * Begins with no launches.
   *
   * @param precision of products and convolutions, and of large values
   * @param large from how many elements on a value is large
   * @param variables gives the memory of a variable
   * @param constants keeps an array on the device
   */
  public CudaKernels(
      Device device,
      Precision precision,
      int large,
      Function<Variable, Memory> variables,
      Function<NdArray, Memory> constants) {
    this.device = device;
    this.precision = precision;
    this.large = large;
    this.variables = variables;
    this.constants = constants;
  }

  @Override
  public String getBackend() {
    return "cuda";
  }

  @Override
  protected @Nullable Format half() {
    return switch (precision) {
      case FP32, TF32 -> null;
      case BF16 -> Format.BF16;
      case FP16 -> Format.F16;
    };
  }

  @Override
  protected int large() {
    return large;
  }

  @Override
  protected boolean gathersUpdates() {
    return true;
  }

  @Override
  protected boolean joins(Launch launch) {
    return launch instanceof KernelLaunch kernel && kernel.joins();
  }

  @Override
  protected void join(List<Launch> launches, Set<Storage> updates) {
    Tails.join(launches, updates);
  }

  @Override
  public int[] variableOrder(int rank) {
    return orderOfVariable(rank);
  }

  /** Weights of images' convolutions lie as the library wants them, all else by rows. */
  public static int[] orderOfVariable(int rank) {
    return rank == 4 ? Orders.channelsLast(rank) : Orders.rows(rank);
  }

  @Override
  protected Memory variable(Variable variable) {
    return variables.apply(variable);
  }

  @Override
  protected Memory constant(NdArray array) {
    return constants.apply(array);
  }

  @Override
  protected Loop<Launch, ?> loop(String name, Shape shape, int[] order) {
    return new FusedLoop(name, shape, order, this::zeros);
  }

  private Storage zeros(int count) {
    TensorType type = TensorType.of(DType.I32, Shape.of(count));
    return Storage.fixed("tickets", constant(NdArray.zeros(type)));
  }

  @Override
  protected void product(View left, View right, View target) {
    if (target.getDtype() != DType.I32) {
      product(left, right, target, null, Epilogue.NONE);
      return;
    }
    KernelText text =
        SmallTexts.product(
            target.dim(0),
            target.dim(1),
            target.dim(2),
            left.dim(2),
            left.getStrides(),
            right.getStrides(),
            target.getStrides());
    launch("matMul of integers", text, left, right, target);
  }

  /**
   * The library wants the row aligned to 16 bytes. A product of one row or one column is left to
   * the usual way: there is nothing to gain, and older libraries forgot rows there.
   */
  @Override
  protected boolean product(View left, View right, View target, @Nullable View row, double slope) {
    return target.getDtype() == DType.F32
        && (slope == 0 || slope == 1)
        && target.dim(1) > 1
        && target.dim(2) > 1
        && isAligned(row)
        && product(left, right, target, row, Epilogue.of(row != null, slope == 0));
  }

  private static boolean isAligned(@Nullable View row) {
    return row == null || row.getFormat().getBytes() * row.getOffset() % 16 == 0;
  }

  /** Adds a product, if the library has an algorithm for its epilogue. */
  private boolean product(
      View left, View right, View target, @Nullable View row, Epilogue epilogue) {
    ProductSpec spec = ProductSpec.of(precision, left, right, target, epilogue);
    Device.Product product = device.product(spec);
    if (product == null) {
      return false;
    }
    add(new ProductLaunch(product, left, right, row, target));
    return true;
  }

  /** Adds a kernel that reads all views but the last, which it writes. */
  private void launch(String name, KernelText text, View... views) {
    List<Operand> operands = List.of(views).stream().map(Operand::of).toList();
    KernelLaunch launch = new KernelLaunch(name, text, operands);
    for (int i = 0; i < views.length - 1; i++) {
      launch.reads(views[i].getStorage());
    }
    add(launch.writes(views[views.length - 1].getStorage()));
  }

  @Override
  protected int[] weightOrder(int rank) {
    return Orders.channelsLast(rank);
  }

  @Override
  protected void convolution(ConvGeometry geometry, View source, View weights, View target) {
    convolution(ConvSpec.Kind.FORWARD, geometry, source, weights, target);
  }

  /**
   * The library gives what has the format of its factors. A relu is left to the usual way: the
   * library's one engine that says that it keeps what is not a number is never its first choice.
   */
  @Override
  protected boolean convolution(
      ConvGeometry geometry,
      View source,
      View weights,
      View target,
      @Nullable View row,
      double slope) {
    if (row == null || slope != 1 || target.getFormat() != source.getFormat() || !isAligned(row)) {
      return false;
    }
    ConvSpec.Kind kind = ConvSpec.Kind.FORWARD;
    return convolution(
        new ConvSpec(kind, geometry, precision, source, weights, target, true),
        source,
        weights,
        row,
        target);
  }

  @Override
  protected void sourceGradient(ConvGeometry geometry, View source, View weights, View target) {
    convolution(ConvSpec.Kind.SOURCE_GRADIENT, geometry, source, weights, target);
  }

  @Override
  protected void weightsGradient(ConvGeometry geometry, View source, View weights, View target) {
    convolution(ConvSpec.Kind.WEIGHTS_GRADIENT, geometry, source, weights, target);
  }

  private void convolution(
      ConvSpec.Kind kind, ConvGeometry geometry, View source, View weights, View target) {
    ConvSpec spec = new ConvSpec(kind, geometry, precision, source, weights, target);
    convolution(spec, source, weights, null, target);
  }

  /** Adds a convolution, if the library has an engine for what follows it. */
  private boolean convolution(
      ConvSpec spec, View source, View weights, @Nullable View row, View target) {
    Device.Convolution convolution = device.convolution(spec);
    if (convolution == null) {
      return false;
    }
    add(new ConvLaunch(convolution, spec, source, weights, row, target));
    return true;
  }

  @Override
  protected void pick(
      ConvGeometry geometry, int[] kernel, View selector, View values, View target) {
    KernelText text = PoolText.pick(geometry, kernel, selector, values, target);
    launch("maxPool", text, selector, values, target);
  }

  @Override
  protected void scatter(
      ConvGeometry geometry, int[] kernel, View selector, View values, View target) {
    KernelText text = PoolText.scatter(geometry, kernel, selector, values, target);
    launch("maxPoolScatter", text, selector, values, target);
  }

  @Override
  protected void gather(View table, View numbers, View rows) {
    int width = table.getSize() / table.dim(0);
    KernelText text =
        SmallTexts.gather(
            table.getFormat(), rows.getFormat(), table.dim(0), width, numbers.getSize());
    launch("gather", text, table, numbers, rows);
  }

  @Override
  protected void scatterAdd(View rows, View numbers, View table) {
    int width = table.getSize() / table.dim(0);
    KernelText text =
        SmallTexts.scatterAdd(
            rows.getFormat(), table.getFormat(), table.dim(0), width, numbers.getSize());
    launch("scatterAdd", text, rows, numbers, table);
  }

  @Override
  protected void random(Random op, View seed, View step, View target) {
    launch("random", RandomText.of(op, target.getSize()), seed, step, target);
  }

  @Override
  protected void replicaMeans(List<View> from, List<View> targets) {
    if (device.getReplicas() == 1) {
      super.replicaMeans(from, targets);
    }
    add(new ReplicaMeanLaunch(from, targets));
  }
}
