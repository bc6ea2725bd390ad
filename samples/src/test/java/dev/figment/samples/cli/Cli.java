package dev.figment.samples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One run of the command line in this JVM: its exit code and what it printed. */
final class Cli {
  final int exit;
  final String out;
  final String err;

  private Cli(int exit, String out, String err) {
    this.exit = exit;
    this.out = out;
    this.err = err;
  }

  static Cli run(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> texts = new ArrayList<>();
    for (Object arg : args) {
      texts.add(arg.toString());
    }
    int exit =
        FigmentCli.run(new PrintWriter(out), new PrintWriter(err), texts.toArray(new String[0]));
    return new Cli(exit, out.toString(), err.toString());
  }

  /** Trains a VAE that is small enough for the reference backend. */
  static Cli train(Path out, Object... more) {
    return trainTiny("vae", out, more);
  }

  /** Trains a GAN that is small enough for the reference backend. */
  static Cli trainGan(Path out, Object... more) {
    return trainTiny("gan", out, more);
  }

  /** Trains a VAE-GAN that is small enough for the reference backend. */
  static Cli trainVaeGan(Path out, Object... more) {
    return trainTiny("vae-gan", out, more);
  }

  private static Cli trainTiny(String kind, Path out, Object... more) {
    List<Object> args = new ArrayList<>();
    args.addAll(List.of("train", kind, "--backend", "reference", "--preset", "dense"));
    args.addAll(List.of("--hidden", 8, "--latent", 3, "--batch", 16, "--out", out));
    return run(args(more, args.toArray()));
  }

  /** A command line with more options behind it. */
  static Object[] args(Object[] more, Object... first) {
    Object[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  /** Writes an IDX file of black images of 28 x 28. */
  static Path blackImages(Path file, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * 784);
    return Files.write(file, bytes.putInt(0x803).putInt(count).putInt(28).putInt(28).array());
  }

  /** Writes an IDX file of labels. */
  static Path labels(Path file, int... labels) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
    for (int label : labels) {
      bytes.put((byte) label);
    }
    return Files.write(file, bytes.array());
  }

  static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  /** The first line of what was said about an error. */
  String firstError() {
    return err.lines().findFirst().orElse("");
  }

  @Override
  public String toString() {
    return "exit " + exit + "\n" + out + err;
  }
}
