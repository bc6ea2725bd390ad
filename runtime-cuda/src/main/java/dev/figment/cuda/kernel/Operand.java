package dev.figment.cuda.kernel;

import dev.figment.compile.Storage;
import dev.figment.compile.View;

/** Where a kernel's pointer points to. */
record Operand(Storage storage, int element) {
  static Operand of(View view) {
    return new Operand(view.getStorage(), view.getOffset());
  }

  long address() {
    return Launch.address(storage, element);
  }
}
