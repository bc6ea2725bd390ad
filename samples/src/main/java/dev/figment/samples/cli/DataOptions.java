package dev.figment.samples.cli;

import dev.figment.samples.run.DataSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the data of a training. Those that are not given keep what a base says. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "glyphs (digits drawn by this program), a folder with MNIST's four files, an IDX file, a"
              + " folder or a zip of images. Default: glyphs.")
  @Nullable String data;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "Train with the first N examples only.")
  @Nullable Integer limit;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = Converters.Size.class,
      description = "Bring images of a folder or zip to this size, such as 32 or 32x48.")
  @Nullable String size;

  @Option(names = "--grey", description = "Read images of a folder or zip without colour.")
  @Nullable Boolean grey;

  @Option(names = "--skip-unreadable", description = "Leave out damaged images, and list them.")
  @Nullable Boolean skipUnreadable;

  /** What was given, and for the rest a base. */
  DataSettings over(DataSettings base) {
    return new DataSettings(
        Given.or(data, base.source()),
        Given.orMaybe(limit, base.limit()),
        Given.orMaybe(size, base.size()),
        Given.or(grey, base.grey()),
        Given.or(skipUnreadable, base.skipUnreadable()));
  }
}
