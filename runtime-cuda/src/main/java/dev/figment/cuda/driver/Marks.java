package dev.figment.cuda.driver;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.cuda.cudart.CUstream_st;

/** Events that note the time, of which there are as many as are looked at together. */
final class Marks {
  private final Calls calls;
  private final Opened opened;
  private final CUstream_st stream;
  private final Queue<Event> idle = new ConcurrentLinkedQueue<>();

  /** What it opens, {@code opened} frees. */
  Marks(Calls calls, Opened opened, CUstream_st stream) {
    this.calls = calls;
    this.opened = opened;
    this.stream = stream;
  }

  /** One behind all that was put on the stream so far. */
  Device.Mark set() {
    Event free = idle.poll();
    Event event = free == null ? Event.timed(calls, opened) : free;
    event.record(stream);
    return new Mark(event);
  }

  private final class Mark implements Device.Mark {
    private final Event event;

    Mark(Event event) {
      this.event = event;
    }

    @Override
    public double secondsSince(Device.Mark earlier) {
      calls.open();
      event.await("waiting for the GPU");
      return event.since(((Mark) earlier).event) * 1e-3;
    }

    @Override
    public void drop() {
      idle.add(event);
    }
  }
}
