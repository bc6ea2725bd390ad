package dev.figment.infer;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.figment.FigmentException;
import dev.figment.onnx.OnnxFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A session that many threads use, and that any of them may close once no other is inside. ONNX
 * Runtime's own throws when closed twice and crashes when closed while it runs.
 */
final class SharedSession implements AutoCloseable {
  /** Something done with an open session. */
  @FunctionalInterface
  interface Use<T> {
    T with(OrtSession session) throws OrtException;
  }

  private final String name;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, TensorInfo> inputs = new HashMap<>();
  private final Map<String, TensorInfo> outputs = new HashMap<>();
  private @Nullable OrtSession session;

  private SharedSession(String name, OrtSession session) throws OrtException {
    this.name = name;
    this.session = session;
    tensors(session.getInputInfo(), inputs);
    tensors(session.getOutputInfo(), outputs);
  }

  /** Opens a file under a name by which errors call it. */
  static SharedSession open(String name, Path file, InferenceOptions options) {
    OnnxFile.properties(file);
    OrtSession session = Ort.open(file, options);
    try {
      return new SharedSession(name, session);
    } catch (OrtException error) {
      throw new FigmentException(
          error, name + ": ONNX Runtime cannot tell the inputs", "it says: " + error.getMessage());
    }
  }

  private static void tensors(Map<String, NodeInfo> from, Map<String, TensorInfo> to) {
    from.forEach(
        (key, info) -> {
          if (info.getInfo() instanceof TensorInfo) {
            to.put(key, (TensorInfo) info.getInfo());
          }
        });
  }

  String getName() {
    return name;
  }

  /** The number of inputs that are tensors. */
  int inputCount() {
    return inputs.size();
  }

  /** Throws if the session is closed; it may be a moment later. */
  void checkOpen() {
    use(open -> true);
  }

  TensorInfo inputInfo(String input) {
    return known(inputs, input, "input");
  }

  TensorInfo outputInfo(String output) {
    return known(outputs, output, "output");
  }

  private TensorInfo known(Map<String, TensorInfo> infos, String wanted, String kind) {
    TensorInfo info = infos.get(wanted);
    if (info == null) {
      throw new FigmentException(
          name + " has no " + kind + " named " + wanted + " that is a tensor",
          "it has " + infos.keySet());
    }
    return info;
  }

  /** Uses the session; it stays open until then. */
  <T> T use(Use<T> use) {
    lock.readLock().lock();
    try {
      if (session == null) {
        throw new IllegalStateException(name + " is closed");
      }
      return use.with(session);
    } catch (OrtException error) {
      throw new FigmentException(
          error, name + ": ONNX Runtime failed", "it says: " + error.getMessage());
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (session != null) {
        session.close();
        session = null;
      }
    } catch (OrtException error) {
      throw new FigmentException(
          error, name + ": ONNX Runtime cannot close the model", "it says: " + error.getMessage());
    } finally {
      lock.writeLock().unlock();
    }
  }
}
