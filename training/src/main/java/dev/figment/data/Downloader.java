package dev.figment.data;

import dev.figment.FigmentException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A cache of downloaded files.
 *
 * <p>A file appears in the cache only when it is complete and its checksum is right. What an
 * interrupted download left is continued by the next one. Several programs may share a cache.
 */
public final class Downloader {
  private static final Object LOCK = new Object();

  private final Path cache;
  private final DownloadListener listener;
  private final Duration patience;

  private Downloader(Path cache, DownloadListener listener, Duration patience) {
    this.cache = cache;
    this.listener = listener;
    this.patience = patience;
  }

  /**
   * Downloads to the user's cache: the folder that the system property {@code figment.cache} names,
   * or {@code .cache/figment} in the home folder.
   */
  public static Downloader toCache() {
    String folder = System.getProperty("figment.cache");
    return to(
        folder == null
            ? Path.of(System.getProperty("user.home"), ".cache", "figment")
            : Path.of(folder));
  }

  /** Downloads to a folder. */
  public static Downloader to(Path cache) {
    return new Downloader(cache, (file, bytes) -> {}, Duration.ofSeconds(30));
  }

  /** The same with another time without any data, after which a mirror is given up (30 s). */
  public Downloader patience(Duration longest) {
    return new Downloader(cache, listener, longest);
  }

  /** The same, telling a listener how far it has come. */
  public Downloader onProgress(DownloadListener told) {
    return new Downloader(cache, told, patience);
  }

  /**
   * The file in the cache, downloaded where it is not there yet.
   *
   * @throws FigmentException if no mirror gave the right file; it tells what each one did
   */
  public Path fetch(RemoteFile file) {
    Path target = cache.resolve(file.getPath());
    synchronized (LOCK) {
      try {
        if (isRight(file, target)) {
          return target;
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
        return download(file, target);
      } catch (IOException error) {
        throw new FigmentException(
            error,
            target + ": the download cannot be stored (" + error + ")",
            "look at the folder's rights and disk, or name another with -Dfigment.cache=FOLDER");
      }
    }
  }

  private static boolean isRight(RemoteFile file, Path path) throws IOException {
    return Files.isRegularFile(path)
        && Files.size(path) == file.getBytes()
        && file.checksum().matches(path);
  }

  private Path download(RemoteFile file, Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    ExecutorService threads = Executors.newCachedThreadPool(Downloader::thread);
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      // Another program may have finished it while this one waited for the lock.
      if (!lock.isValid() || isRight(file, target)) {
        return target;
      }
      HttpClient client =
          HttpClient.newBuilder()
              .executor(threads)
              .connectTimeout(patience)
              .followRedirects(HttpClient.Redirect.NORMAL)
              .build();
      Transfer transfer = new Transfer(client, file, channel, listener, patience);
      List<String> failures = new ArrayList<>();
      for (URI mirror : file.getMirrors()) {
        String failure = tryMirror(transfer, mirror, file, part);
        if (failure == null) {
          Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
          return target;
        }
        failures.add(mirror + ": " + failure);
      }
      failures.add("look at the network, or put the file there by other means: " + target);
      throw new FigmentException(
          file.getPath() + ": the file cannot be downloaded", failures.toArray(new String[0]));
    } finally {
      threads.shutdownNow();
    }
  }

  /** Null when the part is complete and right, else what went wrong last. */
  private static @Nullable String tryMirror(
      Transfer transfer, URI mirror, RemoteFile file, Path part) throws IOException {
    boolean restarted = false;
    while (true) {
      long before = Files.size(part);
      String failure = transfer.run(mirror);
      if (failure == null && file.checksum().matches(part)) {
        return null;
      }
      if (failure == null) {
        failure = file.checksum().complaint(part);
        transfer.restart();
      }
      // As long as more arrives, broken connections are nothing to worry about. What an earlier run
      // left may be wrong, which is a reason to start again, once.
      long after = Files.size(part);
      if (after == before || (after < before && restarted)) {
        return failure;
      }
      restarted |= after < before;
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "figment-download");
    thread.setDaemon(true);
    return thread;
  }
}
