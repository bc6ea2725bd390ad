package dev.figment.data;

import java.io.Closeable;
import java.util.List;

/** A tree of files, in a folder or in an archive. */
interface ImageSource extends Closeable {
  /** The names of all image files, with {@code /} between folders, sorted. */
  List<String> getNames();

  /**
   * The content of a file; may be called from several threads.
   *
   * @param limit the most bytes that are read
   */
  byte[] read(String name, long limit);

  @Override
  void close();
}
