package dev.figment.cuda.driver;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudnn.cudnnBackendDescriptor_t;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** A part of a cuDNN graph, described attribute by attribute. */
final class Descriptor {
  private final Calls calls;
  private final String what;
  private final cudnnBackendDescriptor_t handle = new cudnnBackendDescriptor_t();

  /**
   * Begins one.
   *
   * @param opened frees it, if it is not closed before
   * @param type one of cuDNN's backend descriptor types
   * @param what it describes, for error messages
   */
  Descriptor(Calls calls, Opened opened, int type, String what) {
    this.calls = calls;
    this.what = what;
    calls.dnn(cudnn.cudnnBackendCreateDescriptor(type, handle), what);
    opened.add(this::close);
  }

  cudnnBackendDescriptor_t handle() {
    return handle;
  }

  private Descriptor set(int attribute, int type, long count, Pointer values) {
    calls.dnn(cudnn.cudnnBackendSetAttribute(handle, attribute, type, count, values), what);
    return this;
  }

  Descriptor longs(int attribute, long... values) {
    try (LongPointer cells = new LongPointer(values)) {
      return set(attribute, cudnn.CUDNN_TYPE_INT64, values.length, cells);
    }
  }

  Descriptor longs(int attribute, int[] values) {
    long[] wide = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return longs(attribute, wide);
  }

  /** A number of one of cuDNN's enumerations. */
  Descriptor choice(int attribute, int type, int value) {
    try (IntPointer cell = new IntPointer(1).put(value)) {
      return set(attribute, type, 1, cell);
    }
  }

  Descriptor number(int attribute, float value) {
    try (FloatPointer cell = new FloatPointer(1).put(value)) {
      return set(attribute, cudnn.CUDNN_TYPE_FLOAT, 1, cell);
    }
  }

  Descriptor flag(int attribute, boolean value) {
    try (BooleanPointer cell = new BooleanPointer(1).put(value)) {
      return set(attribute, cudnn.CUDNN_TYPE_BOOLEAN, 1, cell);
    }
  }

  /** Other descriptors, which must live as long as this one. */
  Descriptor part(int attribute, Descriptor... others) {
    try (PointerPointer<Pointer> cells = new PointerPointer<>(others.length)) {
      for (int i = 0; i < others.length; i++) {
        cells.put(i, others[i].handle);
      }
      return set(attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, others.length, cells);
    }
  }

  Descriptor context(int attribute, cudnnContext context) {
    try (PointerPointer<Pointer> cell = new PointerPointer<>(1)) {
      cell.put(0, context);
      return set(attribute, cudnn.CUDNN_TYPE_HANDLE, 1, cell);
    }
  }

  /** Places in the GPU's memory. */
  Descriptor addresses(int attribute, long... values) {
    try (LongPointer cells = new LongPointer(values)) {
      return set(attribute, cudnn.CUDNN_TYPE_VOID_PTR, values.length, cells);
    }
  }

  /** Says that it is complete. */
  Descriptor finish() {
    calls.dnn(cudnn.cudnnBackendFinalize(handle), what);
    return this;
  }

  /** Whether cuDNN takes it as complete; it says no to what it does not support. */
  boolean finishes() {
    return cudnn.cudnnBackendFinalize(handle) == cudnn.CUDNN_STATUS_SUCCESS;
  }

  long getLong(int attribute) {
    try (LongPointer cell = new LongPointer(1).put(0)) {
      get(attribute, cudnn.CUDNN_TYPE_INT64, 1, cell);
      return cell.get();
    }
  }

  /** Numbers of one of cuDNN's enumerations, at most so many. */
  int[] getChoices(int attribute, int type, int most) {
    try (IntPointer cells = new IntPointer(most)) {
      int[] values = new int[(int) get(attribute, type, most, cells)];
      cells.get(values);
      return values;
    }
  }

  /** Fills a descriptor, and gives it over. */
  Descriptor get(int attribute, Descriptor empty) {
    try (PointerPointer<Pointer> cell = new PointerPointer<>(1)) {
      cell.put(0, empty.handle);
      get(attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, 1, cell);
      return empty;
    }
  }

  /** Descriptors of a type, best first. */
  List<Descriptor> getAll(Opened opened, int attribute, int type) {
    int most = (int) tell(attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, 0, null);
    List<Descriptor> all = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      all.add(new Descriptor(calls, opened, type, what));
    }
    try (PointerPointer<Pointer> cells = new PointerPointer<>(most)) {
      for (int i = 0; i < most; i++) {
        cells.put(i, all.get(i).handle);
      }
      int count = (int) get(attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, most, cells);
      all.subList(count, most).forEach(Descriptor::close);
      return new ArrayList<>(all.subList(0, count));
    }
  }

  /** Reads values, at most so many. */
  private long get(int attribute, int type, long most, Pointer values) {
    return Math.min(tell(attribute, type, most, values), most);
  }

  /** Reads values, at most so many, and tells how many there are. */
  private long tell(int attribute, int type, long most, @Nullable Pointer values) {
    long[] count = new long[1];
    calls.dnn(cudnn.cudnnBackendGetAttribute(handle, attribute, type, most, count, values), what);
    return count[0];
  }

  /** Frees it; twice is fine. */
  void close() {
    if (!handle.isNull()) {
      int status = cudnn.cudnnBackendDestroyDescriptor(handle);
      handle.setNull();
      calls.dnn(status, "freeing a part of " + what);
    }
  }
}
