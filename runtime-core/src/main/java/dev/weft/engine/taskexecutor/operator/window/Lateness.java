package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.metrics.Counter;
import dev.weft.program.Windowing;
import dev.weft.util.OutputTag;
import java.util.Optional;

/**
 * Allowed lateness of event-time windows: when a window's state is dropped, and what happens to late elements (side
 * output, or dropped and counted).
 */
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

    /** Watermark at which a window or slice with this last timestamp is dropped; {@code Long.MAX_VALUE} for never. */
    long goneAt(long maxTimestamp) {
        long gone = maxTimestamp + allowedMs;
        return gone >= maxTimestamp ? gone : Long.MAX_VALUE;
    }

    /** Smallest last timestamp of a window or slice that is still kept at a watermark. */
    long aliveFrom(long watermark) {
        long gone = watermark - allowedMs;
        return gone > watermark || watermark == Long.MIN_VALUE ? Long.MIN_VALUE : Math.max(gone, gone + 1);
    }

    /**
     * Handles an element that is late for all of its windows: sends it to the side output for late data, or drops and
     * counts it.
     */
    void tooLate(Object value, long timestamp) {
        if (sideOutput.isPresent()) {
            host.side(sideOutput.get(), value, timestamp);
        } else {
            dropped.inc();
        }
    }
}
