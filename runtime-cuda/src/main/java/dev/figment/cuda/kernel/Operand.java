package dev.figment.cuda.kernel;

import dev.figment.compile.Storage;
import dev.figment.compile.View;

/** Where a kernel's pointer points to. */
record Operand(Storage storage, long byteOffset) {
  static Operand of(View view) {
    return new Operand(view.getStorage(), (long) view.getFormat().getBytes() * view.getOffset());
  }

  long address() {
    return Launch.address(storage, byteOffset);
  }
}
