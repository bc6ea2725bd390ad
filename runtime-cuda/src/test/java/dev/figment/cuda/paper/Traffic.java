package dev.figment.cuda.paper;

import dev.figment.cuda.standin.StandIn;
import java.util.List;

/**
 * What a kernel's threads asked memory for.
 *
 * @param launches how often it ran
 * @param bytes that threads read and wrote
 * @param ofLaunches different sectors of 32 bytes that a launch read or wrote, added up
 * @param ofBlocks the same of each block
 * @param ofRequests the same of each access of a warp
 */
record Traffic(
    String kernel, long launches, long bytes, long ofLaunches, long ofBlocks, long ofRequests) {

  /** Of all kernels since this was asked. */
  static List<Traffic> taken() {
    return StandIn.traffic().stream().map(Traffic::parsed).toList();
  }

  private static Traffic parsed(String line) {
    String[] words = line.split(" ");
    long[] numbers = new long[words.length];
    for (int i = 1; i < words.length; i++) {
      numbers[i] = Long.parseLong(words[i]);
    }
    return new Traffic(words[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
  }

  double requests() {
    return (double) ofRequests / ofLaunches;
  }

  double blocks() {
    return (double) ofBlocks / ofLaunches;
  }

  @Override
  public String toString() {
    return "%s: %d times, %.3f MB, sectors asked for by blocks %.2f times, by warps %.2f times"
        .formatted(kernel, launches, bytes / 1e6, blocks(), requests());
  }
}
