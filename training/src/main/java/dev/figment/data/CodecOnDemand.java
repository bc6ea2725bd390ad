package dev.figment.data;

import dev.figment.image.ImageCodec;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The class path's codec, looked for when it is first needed. */
final class CodecOnDemand implements Supplier<ImageCodec> {
  private @Nullable ImageCodec codec;

  @Override
  public synchronized ImageCodec get() {
    ImageCodec known = codec;
    if (known == null) {
      known = ImageCodec.find();
      codec = known;
    }
    return known;
  }
}
