package dev.figment.cuda.driver;

import java.nio.file.Path;

/**
 * Which GPU is opened, and how it computes.
 *
 * @param ordinal the GPU's number, from 0
 * @param deterministic whether only algorithms are chosen that give the same bits each time
 * @param search whether the fastest of several such algorithms is looked for
 * @param branches whether launches that do not wait for one another are recorded side by side
 * @param cache the folder of compiled kernels and of what was found
 */
public record GpuSettings(
    int ordinal, boolean deterministic, boolean search, boolean branches, Path cache) {}
