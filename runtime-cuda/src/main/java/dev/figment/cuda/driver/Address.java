package dev.figment.cuda.driver;

import org.bytedeco.javacpp.Pointer;

/** A place in the GPU's memory, for calls that take pointers. */
final class Address extends Pointer {
  Address(long value) {
    this.address = value;
  }
}
