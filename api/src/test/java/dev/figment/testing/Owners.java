package dev.figment.testing;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeMap;

/** Whose value each byte of a memory holds. */
final class Owners {
  /** The owner from a byte on, up to the next entry. */
  private final TreeMap<Long, Object> from = new TreeMap<>();

  /** All bytes are one owner's. */
  Owners(Object first) {
    from.put(0L, first);
  }

  /** The bytes from the start to before the end are this owner's from now on. */
  void set(long start, long end, Object owner) {
    if (start == end) {
      return;
    }
    Object behind = from.floorEntry(end).getValue();
    from.subMap(start, end).clear();
    from.put(start, owner);
    from.put(end, behind);
  }

  /** The owners of the bytes from the start to before the end. */
  Set<Object> of(long start, long end) {
    Set<Object> owners = Collections.newSetFromMap(new IdentityHashMap<>());
    if (start < end) {
      owners.add(from.floorEntry(start).getValue());
      owners.addAll(from.subMap(start, end).values());
    }
    return owners;
  }
}
