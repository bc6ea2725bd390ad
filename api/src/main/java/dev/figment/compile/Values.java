package dev.figment.compile;

import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.Tensor;
import dev.figment.op.Broadcast;
import dev.figment.op.Constant;
import dev.figment.op.Reshape;
import dev.figment.op.Slice;
import dev.figment.op.Transpose;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Where each value of a program lies: views of storages, and copies in other layouts. */
final class Values {
  private final Map<Tensor, View> views = new HashMap<>();
  private final Map<Tensor, View> rowCopies = new HashMap<>();
  private final Map<String, Map<Tensor, View>> denseCopies = new HashMap<>();
  private final Map<Storage, Storage> twins = new HashMap<>();
  private final Halves halves;
  private final Function<NdArray, Storage> constants;
  private final Copier copier;

  /** Makes a command that copies a view. */
  @FunctionalInterface
  interface Copier {
    void copy(String name, View from, View to);
  }

  /**
   * Begins with nothing known.
   *
   * @param halves says which values lie in 16 bits
   * @param constants keeps an array in the backend's memory
   */
  Values(Halves halves, Copier copier, Function<NdArray, Storage> constants) {
    this.halves = halves;
    this.copier = copier;
    this.constants = constants;
  }

  void put(Tensor tensor, View view) {
    views.put(tensor, view);
  }

  /** Whether a value can be read without computing something before. */
  boolean isHere(Tensor tensor) {
    return views.containsKey(tensor)
        || tensor.op() instanceof Constant
        || (Fuse.isView(tensor) && isHere(tensor.inputs().get(0)));
  }

  /** A value as it lies. */
  View view(Tensor tensor) {
    View known = views.get(tensor);
    if (known == null) {
      known = make(tensor);
      views.put(tensor, known);
    }
    return known;
  }

  private View make(Tensor tensor) {
    Shape shape = tensor.getShape();
    if (tensor.op() instanceof Constant) {
      Constant constant = (Constant) tensor.op();
      if (!constant.isFill()) {
        return View.rows(constants.apply(constant.getArray()), tensor.getDtype(), shape);
      }
      NdArray one = NdArray.zeros(tensor.getType().withShape(Shape.SCALAR));
      one.set(0, constant.getFill());
      int[] stay = new int[shape.getRank()];
      Format format = Format.of(tensor.getDtype());
      return new View(constants.apply(one), format, shape.toArray(), stay, 0);
    }
    if (tensor.op() instanceof Broadcast) {
      return view(tensor.inputs().get(0)).broadcast(shape);
    }
    if (tensor.op() instanceof Transpose) {
      return view(tensor.inputs().get(0)).transpose(((Transpose) tensor.op()).getOrder());
    }
    if (tensor.op() instanceof Slice) {
      Slice slice = (Slice) tensor.op();
      int size = shape.dim(slice.getAxis());
      return view(tensor.inputs().get(0))
          .slice(slice.getAxis(), slice.getStart(), size, slice.getStep());
    }
    if (tensor.op() instanceof Reshape) {
      return reshape(tensor.inputs().get(0), shape);
    }
    throw new IllegalStateException(tensor + " is read before it is computed");
  }

  /** Copied if need be, with its channels last if it lies so and can stay so. */
  private View reshape(Tensor tensor, Shape shape) {
    View view = view(tensor);
    View reshaped = view.reshape(shape);
    if (reshaped == null && Orders.isRepeatedChannelsLast(view)) {
      int[] order = Orders.channelsLast(view.getRank());
      View copy = empty("repeated", tensor, order, view.getFormat());
      reshaped = copy.reshape(shape);
      if (reshaped != null) {
        copier.copy("repeated", view, copy);
      }
    }
    return reshaped != null ? reshaped : whole(rows(tensor), shape);
  }

  /**
   * A value in row-major order from its storage's first element on, copied if it lies otherwise.
   */
  View rows(Tensor tensor) {
    View view = view(tensor);
    if (view.isRows() && view.getOffset() == 0) {
      return whole(view, tensor.getShape());
    }
    return rowCopies.computeIfAbsent(
        tensor, key -> copy("rows", key, Orders.rows(key.getShape().getRank()), view.getFormat()));
  }

  private static View whole(View rows, Shape shape) {
    int[] order = Orders.rows(shape.getRank());
    return View.ordered(rows.getStorage(), rows.getFormat(), shape, order);
  }

  /** A factor of a convolution with its channels innermost, copied if it lies otherwise. */
  View channelsLast(Tensor tensor) {
    return dense(tensor, Orders.channelsLast(tensor.getShape().getRank()));
  }

  /** A factor of a convolution whose dimensions lie in this order, copied if they do not. */
  View dense(Tensor tensor, int[] order) {
    View view = view(tensor);
    if (view.isDense(order)) {
      Format format = view.getFormat();
      View dense = View.ordered(view.getStorage(), format, tensor.getShape(), order);
      return factor(
          new View(
              view.getStorage(), format, dense.getDims(), dense.getStrides(), view.getOffset()));
    }
    return denseCopies
        .computeIfAbsent(Arrays.toString(order), key -> new HashMap<>())
        .computeIfAbsent(
            tensor, key -> copy("reordered", key, order, halves.ofFactor(view.getFormat())));
  }

  /**
   * A value as what it is, not in 16 bits, whose dimensions lie in this order from its storage's
   * first element on, copied if it lies otherwise.
   */
  View full(Tensor tensor, int[] order) {
    View view = view(tensor);
    Format format = Format.of(tensor.getDtype());
    return view.getFormat() == format && view.getOffset() == 0 && view.isDense(order)
        ? View.ordered(view.getStorage(), format, tensor.getShape(), order)
        : copy("full", tensor, order, format);
  }

  /** The same elements as products take them: in 16 bits, if the backend's do. */
  View factor(View view) {
    Format format = halves.ofFactor(view.getFormat());
    return format == view.getFormat()
        ? view
        : view.within(twins.computeIfAbsent(view.getStorage(), key -> twin(key, format)), format);
  }

  /** A copy of a whole storage in 16 bits. */
  private Storage twin(Storage storage, Format format) {
    int count = Math.toIntExact(storage.getBytes() / Format.F32.getBytes());
    Shape all = Shape.of(count);
    Storage twin = storage(format + " of " + storage, count, format);
    int[] order = Orders.rows(1);
    copier.copy(
        "narrowed",
        View.ordered(storage, Format.F32, all, order),
        View.ordered(twin, format, all, order));
    return twin;
  }

  private View copy(String name, Tensor tensor, int[] order, Format format) {
    View to = empty(name, tensor, order, format);
    copier.copy(name, view(tensor), to);
    return to;
  }

  /** Room for a copy. */
  private static View empty(String name, Tensor tensor, int[] order, Format format) {
    Shape shape = tensor.getShape();
    Storage storage = storage(name + " of " + tensor, shape.getSize(), format);
    return View.ordered(storage, format, shape, order);
  }

  private static Storage storage(String name, int count, Format format) {
    return Storage.planned(name, (long) format.getBytes() * count);
  }

  /** Room for a result in row-major order. */
  View rowsResult(Tensor tensor) {
    return result(tensor, Orders.rows(tensor.getShape().getRank()));
  }

  /** Room for a result with its channels innermost. */
  View channelsLastResult(Tensor tensor) {
    return result(tensor, Orders.channelsLast(tensor.getShape().getRank()));
  }

  /** Room for a result whose dimensions lie in this order. */
  View result(Tensor tensor, int[] order) {
    View view = room(tensor, order);
    views.put(tensor, view);
    return view;
  }

  /** The same, for a result of which it is not yet known whether it will lie there. */
  View room(Tensor tensor, int[] order) {
    Format format = halves.of(tensor);
    Shape shape = tensor.getShape();
    Storage storage = storage("value of " + tensor, shape.getSize(), format);
    return View.ordered(storage, format, shape, order);
  }
}
