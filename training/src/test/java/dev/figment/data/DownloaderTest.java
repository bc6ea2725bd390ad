package dev.figment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.figment.FigmentException;
import dev.figment.Philox;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DownloaderTest {
  private static final byte[] CONTENT = content();

  @TempDir Path cache;
  private HttpServer server;
  private ExecutorService threads;
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

  private static byte[] content() {
    Philox random = Philox.stream(1, "content");
    byte[] bytes = new byte[2_500_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/good", exchange -> honest(exchange, CONTENT, CONTENT.length));
    server.createContext("/breaks", exchange -> honest(exchange, CONTENT, 1_000_000));
    server.createContext("/short", exchange -> send(exchange, 200, Arrays.copyOf(CONTENT, 5000)));
    server.createContext(
        "/long", exchange -> send(exchange, 200, Arrays.copyOf(CONTENT, CONTENT.length + 9)));
    server.createContext("/norange", exchange -> send(exchange, 200, CONTENT));
    server.createContext("/wrong", exchange -> send(exchange, 200, new byte[CONTENT.length]));
    server.createContext("/gone", exchange -> send(exchange, 404, new byte[10]));
    server.createContext("/silent", silent());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private String range(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    return range;
  }

  /** Answers ranges as it should, but sends at most so many bytes before it breaks off. */
  private void honest(HttpExchange exchange, byte[] content, int most) throws IOException {
    String range = range(exchange);
    int from = range == null ? 0 : Integer.parseInt(range.substring(6, range.length() - 1));
    if (range != null) {
      exchange
          .getResponseHeaders()
          .add(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
    OutputStream out = exchange.getResponseBody();
    out.write(content, from, Math.min(most, content.length - from));
    out.flush();
    exchange.close();
  }

  private void send(HttpExchange exchange, int status, byte[] content) throws IOException {
    range(exchange);
    exchange.sendResponseHeaders(status, content.length);
    exchange.getResponseBody().write(content);
    exchange.close();
  }

  private static HttpHandler silent() {
    return exchange -> {
      exchange.sendResponseHeaders(200, CONTENT.length);
      exchange.getResponseBody().write(CONTENT, 0, 1000);
      exchange.getResponseBody().flush();
      try {
        Thread.sleep(20_000);
      } catch (InterruptedException stopped) {
        exchange.close();
      }
    };
  }

  private String url(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  private RemoteFile file(String... names) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(CONTENT);
    String[] mirrors = new String[names.length];
    Arrays.setAll(mirrors, i -> url(names[i]));
    return RemoteFile.of(
        "set/file.bin", CONTENT.length, "sha256:" + HexFormat.of().formatHex(digest), mirrors);
  }

  private void fetches(String... names) throws Exception {
    Path path = Downloader.to(cache).patience(Duration.ofSeconds(1)).fetch(file(names));
    assertThat(path).isEqualTo(cache.resolve("set/file.bin")).hasBinaryContent(CONTENT);
    assertThat(cache.resolve("set/file.bin.part")).doesNotExist();
  }

  private String refusal(String name) throws Exception {
    RemoteFile file = file(name);
    Downloader downloader = Downloader.to(cache).patience(Duration.ofSeconds(1));
    try {
      downloader.fetch(file);
      throw new AssertionError("it was downloaded");
    } catch (FigmentException error) {
      assertThat(cache.resolve("set/file.bin")).doesNotExist();
      String start = "set/file.bin: the file cannot be downloaded\n    " + url(name) + ": ";
      String end =
          "\n    look at the network, or put the file there by other means: "
              + cache.resolve("set/file.bin");
      assertThat(error.getMessage()).startsWith(start).endsWith(end);
      return error
          .getMessage()
          .substring(start.length(), error.getMessage().length() - end.length());
    }
  }

  @Test
  void downloads_once_and_then_uses_the_cache() throws Exception {
    fetches("good");
    fetches("good");
    assertThat(ranges).containsExactly("null");
  }

  @Test
  void goes_on_where_a_server_broke_off() throws Exception {
    fetches("breaks");
    assertThat(ranges).containsExactly("null", "bytes=1000000-", "bytes=2000000-");
  }

  @Test
  void goes_on_with_what_an_earlier_run_left() throws Exception {
    Files.createDirectories(cache.resolve("set"));
    Files.write(cache.resolve("set/file.bin.part"), Arrays.copyOf(CONTENT, 700));
    fetches("good");
    assertThat(ranges).containsExactly("bytes=700-");
  }

  @Test
  void starts_again_when_a_server_ignores_the_range() throws Exception {
    Files.createDirectories(cache.resolve("set"));
    Files.write(cache.resolve("set/file.bin.part"), Arrays.copyOf(CONTENT, 700));
    fetches("norange");
  }

  @Test
  void starts_again_when_what_an_earlier_run_left_was_wrong() throws Exception {
    Files.createDirectories(cache.resolve("set"));
    Files.write(cache.resolve("set/file.bin.part"), new byte[700]);
    fetches("good");
    assertThat(ranges).containsExactly("bytes=700-", "null");
  }

  @Test
  void replaces_a_cached_file_that_was_damaged() throws Exception {
    fetches("good");
    Files.write(cache.resolve("set/file.bin"), new byte[CONTENT.length]);
    fetches("good");
    assertThat(ranges).hasSize(2);
  }

  @Test
  void tries_the_next_mirror() throws Exception {
    fetches("gone", "wrong", "silent", "good");
  }

  @Test
  void refuses_a_wrong_checksum() throws Exception {
    String zeros =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(new byte[CONTENT.length]));
    String right = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
    assertThat(refusal("wrong")).isEqualTo("the SHA-256 is " + zeros + ", not " + right);
    assertThat(ranges).hasSize(1);
    assertThat(cache.resolve("set/file.bin.part")).isEmptyFile();
  }

  @Test
  void refuses_a_file_of_another_length() throws Exception {
    assertThat(refusal("short")).isEqualTo("it sent 5000 bytes, the file has 2500000");
    Files.delete(cache.resolve("set/file.bin.part"));
    assertThat(refusal("long")).isEqualTo("it sends more than the 2500000 bytes of the file");
  }

  @Test
  void tells_the_status_of_a_refusal() throws Exception {
    assertThat(refusal("gone")).isEqualTo("it answers with status 404");
  }

  @Test
  void gives_up_a_server_that_falls_silent() throws Exception {
    assertThat(refusal("silent")).isEqualTo("nothing came for 1 s");
  }

  @Test
  void tells_when_no_server_answers() throws Exception {
    RemoteFile file = file("good");
    server.stop(0);
    assertThatThrownBy(() -> Downloader.to(cache).patience(Duration.ofSeconds(1)).fetch(file))
        .isInstanceOf(FigmentException.class)
        .hasMessageStartingWith(
            "set/file.bin: the file cannot be downloaded\n    "
                + url("good")
                + ": no connection to 127.0.0.1\n    look at the network");
  }

  @Test
  void tells_a_listener_how_far_it_has_come() throws Exception {
    List<Long> progress = Collections.synchronizedList(new ArrayList<>());
    Downloader.to(cache).onProgress((file, bytes) -> progress.add(bytes)).fetch(file("good"));
    assertThat(progress).hasSize(3).isSorted().last().isEqualTo((long) CONTENT.length);
  }

  @Test
  void refuses_an_unknown_kind_of_checksum() {
    assertThatThrownBy(() -> RemoteFile.of("a", 1, "crc:12", "http://localhost/"))
        .hasMessage(
            "this is not a checksum: crc:12\n"
                + "    write md5: or sha256: and the digest in hexadecimal");
  }
}
