package dev.weft.engine.taskexecutor.task;

import dev.weft.simulation.kernel.Peek;
import java.util.Optional;

/**
 * Reference model of the watermark merger of one gate: watermarks of channels and of the gate are monotonic, and the gate's
 * watermark is the minimum of its active channels.
 */
final class WatermarkAudit {

    private final WatermarkValve valve;
    private final long[] watermarks;
    private final boolean[] idle;
    private final boolean[] over;
    private final long[] before;
    private long mergedBefore = Long.MIN_VALUE;

    WatermarkAudit(WatermarkValve valve) {
        this.valve = valve;
        watermarks = Peek.at(valve, "watermarks");
        idle = Peek.at(valve, "idle");
        over = Peek.at(valve, "over");
        before = watermarks.clone();
    }

    Optional<String> check() {
        long merged = Peek.at(valve, "emitted");
        if (merged < mergedBefore) {
            return Optional.of("the watermark went from " + mergedBefore + " back to " + merged);
        }
        mergedBefore = merged;
        long highest = Long.MIN_VALUE;
        long lowest = Long.MAX_VALUE;
        boolean allOver = true;
        boolean anyActive = false;
        for (int channel = 0; channel < watermarks.length; channel++) {
            if (watermarks[channel] < before[channel]) {
                return Optional.of("the watermark of channel " + channel + " went from " + before[channel] + " back to "
                        + watermarks[channel]);
            }
            before[channel] = watermarks[channel];
            highest = Math.max(highest, watermarks[channel]);
            allOver &= over[channel];
            if (!over[channel] && !idle[channel]) {
                anyActive = true;
                lowest = Math.min(lowest, watermarks[channel]);
            }
        }
        if (merged > highest) {
            return Optional.of("the watermark is " + merged + ", that of no channel is above " + highest);
        }
        if (merged == Long.MAX_VALUE && !allOver) {
            return Optional.of("time is over although a channel is not");
        }
        return anyActive && merged < lowest
                ? Optional.of("the watermark is " + merged + ", all active channels are at " + lowest + " or above")
                : Optional.empty();
    }
}
