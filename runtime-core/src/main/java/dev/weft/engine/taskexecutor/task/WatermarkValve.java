package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Receiver;
import java.util.Arrays;

/**
 * Combines the watermarks of a gate's channels: the result is the lowest one of the channels that are neither idle nor
 * ended, never goes back, and the gate is idle when all of its channels are. Belongs to the thread of its task.
 */
final class WatermarkValve {

    private final Receiver receiver;
    private final long[] watermarks;
    private final boolean[] idle;
    private final boolean[] ended;
    private int idleChannels;
    private int openChannels;
    private long emitted = Long.MIN_VALUE;
    private boolean emittedIdle;

    WatermarkValve(int channels, Receiver receiver) {
        this.receiver = receiver;
        watermarks = new long[channels];
        Arrays.fill(watermarks, Long.MIN_VALUE);
        idle = new boolean[channels];
        ended = new boolean[channels];
        openChannels = channels;
    }

    void watermark(int channel, long timestamp) {
        long before = watermarks[channel];
        if (timestamp <= before) {
            return;
        }
        watermarks[channel] = timestamp;
        if (before <= emitted) {
            advance();
        }
    }

    void idle(int channel, boolean nowIdle) {
        if (idle[channel] == nowIdle) {
            return;
        }
        idle[channel] = nowIdle;
        idleChannels += nowIdle ? 1 : -1;
        advance();
    }

    /** The channel ends; true when it was the last one. */
    boolean end(int channel) {
        if (!ended[channel]) {
            ended[channel] = true;
            openChannels--;
            if (idle[channel]) {
                idleChannels--;
            }
            if (openChannels > 0) {
                advance();
            }
        }
        return openChannels == 0;
    }

    private void advance() {
        boolean nowIdle = idleChannels == openChannels;
        if (nowIdle != emittedIdle) {
            emittedIdle = nowIdle;
            receiver.idle(nowIdle);
        }
        if (nowIdle) {
            return;
        }
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < watermarks.length; i++) {
            if (!idle[i] && !ended[i]) {
                lowest = Math.min(lowest, watermarks[i]);
            }
        }
        if (lowest > emitted) {
            emitted = lowest;
            receiver.watermark(lowest);
        }
    }
}
