package dev.figment.data;

import dev.figment.FigmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request that adds to a partly downloaded file. */
final class Transfer {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_REFUSED = 416;
  private static final long STEP = 1 << 20;

  private final HttpClient client;
  private final RemoteFile file;
  private final FileChannel part;
  private final DownloadListener listener;
  private final Duration patience;
  private volatile long received;

  Transfer(
      HttpClient client,
      RemoteFile file,
      FileChannel part,
      DownloadListener listener,
      Duration patience) {
    this.client = client;
    this.file = file;
    this.part = part;
    this.listener = listener;
    this.patience = patience;
  }

  /** Throws away what has arrived. */
  void restart() throws IOException {
    part.truncate(0);
  }

  /** Asks for what is missing. Null when the part has its full length, else what went wrong. */
  @Nullable String run(URI address) throws IOException {
    if (part.size() > file.getBytes()) {
      restart();
    }
    received = part.size();
    if (received == file.getBytes()) {
      return null;
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
    if (received > 0) {
      request.header("Range", "bytes=" + received + "-");
    }
    CompletableFuture<HttpResponse<Void>> response =
        client.sendAsync(request.build(), this::receive);
    String failure = await(address, response);
    if (failure == null && part.size() != file.getBytes()) {
      failure = "it sent " + part.size() + " bytes, the file has " + file.getBytes();
    }
    return failure;
  }

  private BodySubscriber<Void> receive(HttpResponse.ResponseInfo info) {
    try {
      String range = info.headers().firstValue("Content-Range").orElse("");
      boolean continues =
          info.statusCode() == PARTIAL && range.startsWith("bytes " + received + "-");
      if (info.statusCode() == OK || info.statusCode() == RANGE_REFUSED) {
        restart();
        received = 0;
      }
      if (info.statusCode() == OK || continues) {
        part.position(received);
        return BodySubscribers.ofByteArrayConsumer(this::write);
      }
      return BodySubscribers.replacing(null);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private void write(Optional<byte[]> bytes) {
    if (bytes.isEmpty()) {
      return;
    }
    long before = received;
    long after = before + bytes.get().length;
    if (after > file.getBytes()) {
      throw new FigmentException(
          "it sends more than the " + file.getBytes() + " bytes of the file");
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.get());
      while (buffer.hasRemaining()) {
        part.write(buffer);
      }
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
    received = after;
    if (before / STEP != after / STEP || after == file.getBytes()) {
      listener.onProgress(file, after);
    }
  }

  private @Nullable String await(URI address, CompletableFuture<HttpResponse<Void>> response)
      throws IOException {
    long seen = received;
    while (true) {
      try {
        int status = response.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        return status == OK || status == PARTIAL ? null : "it answers with status " + status;
      } catch (TimeoutException silence) {
        if (received == seen) {
          response.cancel(true);
          return "nothing came for " + patience.toSeconds() + " s";
        }
        seen = received;
      } catch (ExecutionException failed) {
        return reason(address, failed.getCause());
      } catch (InterruptedException interrupted) {
        response.cancel(true);
        Thread.currentThread().interrupt();
        throw new FigmentException(
            interrupted, "the download was interrupted", "another thread asked this one to stop");
      }
    }
  }

  private static String reason(URI address, @Nullable Throwable cause) throws IOException {
    for (Throwable next = cause; next != null; next = next.getCause()) {
      if (next instanceof UncheckedIOException) {
        throw ((UncheckedIOException) next).getCause();
      }
      if (next instanceof FigmentException) {
        return String.valueOf(next.getMessage());
      }
      if (next instanceof ConnectException || next instanceof HttpConnectTimeoutException) {
        return "no connection to " + address.getHost();
      }
    }
    return "the connection broke (" + cause + ")";
  }
}
