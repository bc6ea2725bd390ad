package dev.figment.cuda.kernel;

import dev.figment.compile.Format;
import dev.figment.compile.View;
import dev.figment.cuda.driver.Device;
import java.util.List;
import java.util.stream.Stream;

/** Means over replicas, each of which is on a GPU of its own, in one exchange. */
final class ReplicaMeanLaunch extends Launch {
  private final List<Operand> from;
  private final List<Operand> targets;
  private final int[] sizes;

  /** Of dense views in fp32, each to one that lies alike. */
  ReplicaMeanLaunch(List<View> from, List<View> targets) {
    Stream.of(from, targets).flatMap(List::stream).forEach(ReplicaMeanLaunch::check);
    this.from = from.stream().map(Operand::of).toList();
    this.targets = targets.stream().map(Operand::of).toList();
    this.sizes = from.stream().mapToInt(View::getSize).toArray();
    from.forEach(view -> reading(view.getStorage()));
    targets.forEach(view -> writing(view.getStorage()));
  }

  private static void check(View view) {
    if (view.getFormat() != Format.F32) {
      throw new IllegalArgumentException("GPUs exchange numbers in fp32, not " + view.getFormat());
    }
  }

  @Override
  public String getName() {
    return "replicaMean";
  }

  @Override
  public int[] getExchanged() {
    return sizes.clone();
  }

  @Override
  public void bind(Device device) {}

  @Override
  public void run(Device device) {
    device.means(addresses(from), addresses(targets), sizes);
  }

  private static long[] addresses(List<Operand> operands) {
    return operands.stream().mapToLong(Operand::address).toArray();
  }
}
