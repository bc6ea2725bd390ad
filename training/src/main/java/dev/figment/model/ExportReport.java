package dev.figment.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** What an export wrote, and how equal it was measured to be. */
public final class ExportReport {
  private final Path directory;
  private final List<Parity> files;

  ExportReport(Path directory, List<Parity> files) {
    this.directory = directory;
    this.files = List.copyOf(files);
  }

  public Path getDirectory() {
    return directory;
  }

  public List<Parity> getFiles() {
    return files;
  }

  /** The largest error of all files, relative to the range of the output. */
  public double getMaxError() {
    return files.stream().mapToDouble(Parity::getMaxError).reduce(0, Math::max);
  }

  /** The report as it is written beside the files. */
  public String toJson() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("limit", ParityProof.LIMIT);
    root.put("maxError", getMaxError());
    ArrayNode list = root.putArray("files");
    for (Parity parity : files) {
      ObjectNode file = list.addObject();
      file.put("file", parity.getFile());
      file.put("inputs", parity.getExamples());
      ObjectNode errors = file.putObject("errors");
      parity.getErrors().forEach(errors::put);
    }
    return root.toPrettyString() + "\n";
  }

  @Override
  public String toString() {
    return files.toString();
  }
}
