package dev.figment.samples.cli;

import dev.figment.FigmentException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into a message of place, fact and cure, and an exit code. */
final class Failures implements IExecutionExceptionHandler {
  /** The exit code of work that was done. */
  static final int DONE = 0;

  /** The exit code of work that failed. */
  static final int FAILED = 1;

  /** The exit code of commands that make no sense. */
  static final int WRONG_USAGE = 2;

  /** The exit code after Ctrl-C: 128 and the number of the signal, as shells have it. */
  static final int INTERRUPTED = 130;

  @Override
  public int handleExecutionException(
      Exception error, CommandLine commandLine, ParseResult parseResult) {
    return told(
        commandLine.getErr(), error, commandLine.getParseResult().hasMatchedOption("--stacktrace"));
  }

  static int told(PrintWriter err, Throwable error, boolean withStackTrace) {
    if (withStackTrace) {
      error.printStackTrace(err);
    } else if (error instanceof FigmentException) {
      err.println(error.getMessage());
    } else if (error instanceof OutOfMemoryError) {
      err.println("there is not enough memory: " + error.getMessage());
      err.println("    give Java more, for example FIGMENT_JAVA_OPTS=-Xmx4g, or smaller batches");
    } else {
      err.println("this should not have happened: " + error);
      err.println("    --stacktrace shows where; please report it with that");
    }
    return FAILED;
  }

  static int wrongUsage(ParameterException error, String[] args) {
    CommandLine commandLine = error.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println(error.getMessage());
    UnmatchedArgumentException.printSuggestions(error, err);
    err.println("    see " + commandLine.getCommandSpec().qualifiedName() + " --help");
    return WRONG_USAGE;
  }
}
