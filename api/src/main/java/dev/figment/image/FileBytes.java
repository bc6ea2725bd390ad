package dev.figment.image;

/** Numbers in the bytes of a file; reading past the end is an IndexOutOfBoundsException. */
final class FileBytes {
  private final byte[] bytes;

  FileBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  int u8(long at) {
    if (at < 0 || at >= bytes.length) {
      throw new IndexOutOfBoundsException("byte " + at + " of " + bytes.length);
    }
    return bytes[(int) at] & 0xff;
  }

  /** Two bytes, the most significant first. */
  int bigU16(long at) {
    return (u8(at) << 8) | u8(at + 1);
  }

  /** Four bytes, the most significant first. */
  long bigU32(long at) {
    return ((long) bigU16(at) << 16) | bigU16(at + 2);
  }

  int littleU16(long at) {
    return u8(at) | (u8(at + 1) << 8);
  }

  int littleU24(long at) {
    return littleU16(at) | (u8(at + 2) << 16);
  }

  long littleU32(long at) {
    return littleU16(at) | ((long) littleU16(at + 2) << 16);
  }

  /** Whether these bytes stand at a position; false where the file is too short. */
  boolean has(int at, int... expected) {
    if (at + expected.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[at + i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
