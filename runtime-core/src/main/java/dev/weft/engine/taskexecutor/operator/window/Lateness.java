package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.metrics.Counter;
import dev.weft.program.Windowing;
import dev.weft.util.OutputTag;
import java.util.Optional;

/** When windows of event time are gone, and what becomes of elements that come later. */
final class Lateness {

    private final long allowedMs;
    private final Optional<String> sideOutput;
    private final WindowEnvironment.Host host;
    private final Counter dropped;

    Lateness(Windowing windowing, WindowEnvironment environment) {
        this(windowing, windowing.allowedLatenessMs(), environment);
    }

    Lateness(Windowing windowing, long allowedMs, WindowEnvironment environment) {
        this.allowedMs = allowedMs;
        sideOutput = windowing.lateData().map(OutputTag::getId);
        host = environment.host();
        dropped = environment.metrics().counter("numLateRecordsDropped");
    }

    boolean isAllowed() {
        return allowedMs > 0;
    }

    /** Until when something is kept whose last timestamp is this; {@code Long.MAX_VALUE} for ever. */
    long goneAt(long maxTimestamp) {
        long gone = maxTimestamp + allowedMs;
        return gone >= maxTimestamp ? gone : Long.MAX_VALUE;
    }

    /** The least last timestamp of something that is not gone at a watermark. */
    long aliveFrom(long watermark) {
        long gone = watermark - allowedMs;
        return gone > watermark || watermark == Long.MIN_VALUE ? Long.MIN_VALUE : Math.max(gone, gone + 1);
    }

    /** Takes an element that no window wanted. */
    void tooLate(Object value, long timestamp) {
        if (sideOutput.isPresent()) {
            host.side(sideOutput.get(), value, timestamp);
        } else {
            dropped.inc();
        }
    }
}
