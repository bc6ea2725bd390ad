package dev.figment.data;

/** Something that is told how far a download has come. */
@FunctionalInterface
public interface DownloadListener {
  /**
   * More of a file has arrived. Called on a background thread, about once for each megabyte.
   *
   * @param file which file
   * @param bytes how much of it is there, including what an earlier run left
   */
  void onProgress(RemoteFile file, long bytes);
}
