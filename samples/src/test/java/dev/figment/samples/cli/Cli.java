package dev.figment.samples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private static Cli trainTiny(String kind, Path out, Object... more) {
    List<Object> args = new ArrayList<>();
    args.addAll(List.of("train", kind, "--backend", "reference", "--preset", "dense"));
    args.addAll(List.of("--hidden", 8, "--latent", 3, "--batch", 16, "--out", out));
    args.addAll(List.of(more));
    return run(args.toArray());
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
