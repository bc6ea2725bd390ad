package dev.figment.cuda.driver;

import java.nio.charset.StandardCharsets;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.BytePointer;

/**
 * A GPU that cuDNN is told of and that need not be there: from 9.8 on it finds engines, and plans
 * with them, for a description.
 */
final class DescribedGpu implements DnnGpu {
  /** GPUs of each generation by published figures; clocks and memory are those of one for all. */
  enum Model {
    T4("Tesla T4", 750, 40, 65_536, 1_024, 16, 4),
    A100("NVIDIA A100-SXM4-40GB", 800, 108, 166_912, 2_048, 32, 40),
    RTX_3090("NVIDIA GeForce RTX 3090", 860, 82, 101_376, 1_536, 16, 6),
    RTX_4090("NVIDIA GeForce RTX 4090", 890, 128, 101_376, 1_536, 24, 72),
    H200("NVIDIA H200", 900, 132, 232_448, 2_048, 32, 60),
    B200("NVIDIA B200", 1000, 148, 232_448, 2_048, 32, 126),
    RTX_5090("NVIDIA GeForce RTX 5090", 1200, 170, 101_376, 1_536, 24, 96);

    private final String json;

    private final int version;

    Model(
        String name,
        int version,
        int processors,
        int sharedBytes,
        int threads,
        int blocks,
        int cacheMegabytes) {
      this.version = version;
      this.json =
          "{\"deviceName\":\"%s\",\"cudaDeviceId\":0,\"deviceVer\":%d,\"driverVer\":13000,"
                  .formatted(name, version)
              + "\"maxGridSize\":[2147483647,65535,65535],\"maxBlockSize\":[1024,1024,64],"
              + "\"regsPerBlock\":65536,\"multiProcessorCount\":%d,\"smCountOrigin\":0,"
                  .formatted(processors)
              + "\"warpSize\":32,\"maxSharedMemoryPerBlock\":49152,"
              + "\"maxSharedMemoryPerBlockOptin\":%d,\"reservedSharedMemoryPerBlock\":1024,"
                  .formatted(sharedBytes)
              + "\"maxRegistersPerSM\":65536,\"maxCtasPerSM\":%d,\"maxThreadsPerBlock\":1024,"
                  .formatted(blocks)
              + "\"maxThreadsPerSM\":%d,\"pciDeviceId\":0,\"isTccDriver\":0,".formatted(threads)
              + "\"supportCoopLaunch\":1,\"smClockRateKHz\":1980000,\"memClockRateKHz\":3201000,"
              + "\"l2CacheSize\":%d,\"totalGlobalMem\":17179869184}"
                  .formatted(cacheMegabytes << 20);
    }

    /** Its compute capability, in hundredths. */
    int version() {
      return version;
    }
  }

  private final Descriptor properties;

  /** What it describes, {@code opened} frees. */
  DescribedGpu(Calls calls, Opened opened, Model model) {
    this.properties =
        new Descriptor(calls, opened, cudnn.CUDNN_BACKEND_DEVICEPROP_DESCRIPTOR, model.toString());
    byte[] text = model.json.getBytes(StandardCharsets.UTF_8);
    try (BytePointer cells = new BytePointer(text)) {
      int status =
          cudnn.cudnnBackendSetAttribute(
              properties.handle(),
              cudnn.CUDNN_ATTR_DEVICEPROP_JSON_REPRESENTATION,
              cudnn.CUDNN_TYPE_CHAR,
              text.length,
              cells);
      calls.dnn(status, model.toString());
    }
    properties.finish();
  }

  /** A graph is for all. */
  @Override
  public Descriptor graph(Descriptor graph) {
    return graph;
  }

  @Override
  public Descriptor heuristics(Descriptor heuristics) {
    return heuristics.part(cudnn.CUDNN_ATTR_ENGINEHEUR_DEVICEPROP, properties);
  }

  @Override
  public Descriptor plan(Descriptor plan) {
    return plan.part(cudnn.CUDNN_ATTR_EXECUTION_PLAN_DEVICEPROP, properties);
  }
}
