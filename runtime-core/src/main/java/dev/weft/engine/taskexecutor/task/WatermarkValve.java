package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Receiver;
import java.util.Arrays;

/**
 * Combines the watermarks of a gate's channels to their minimum. Channels that are idle or finished do not count. The
 * result never goes back. The gate is idle when all unfinished channels are. A channel is finished after its final
 * watermark or its end of input; the gate emits the final watermark when all channels are finished. Belongs to the
 * thread of its task.
 */
final class WatermarkValve {

    private final Receiver receiver;
    private final long[] watermarks;
    private final boolean[] idle;
    private final boolean[] over;
    private final boolean[] ended;
    private int idleChannels;
    private int openChannels;
    private int endedChannels;
    private boolean timeIsOver;
    private long emitted = Long.MIN_VALUE;
    private boolean emittedIdle;

    WatermarkValve(int channels, Receiver receiver) {
        this.receiver = receiver;
        watermarks = new long[channels];
        Arrays.fill(watermarks, Long.MIN_VALUE);
        idle = new boolean[channels];
        over = new boolean[channels];
        ended = new boolean[channels];
        openChannels = channels;
    }

    void watermark(int channel, long timestamp) {
        long before = watermarks[channel];
        if (timestamp <= before) {
            return;
        }
        watermarks[channel] = timestamp;
        if (timestamp == Long.MAX_VALUE) {
            timeIsOver = true;
            over(channel);
        } else if (before <= emitted) {
            advance();
        }
    }

    void idle(int channel, boolean nowIdle) {
        if (idle[channel] == nowIdle) {
            return;
        }
        idle[channel] = nowIdle;
        if (!over[channel]) {
            idleChannels += nowIdle ? 1 : -1;
            advance();
        }
    }

    /** Marks a channel as ended; true when it was the last one. */
    boolean end(int channel) {
        if (!ended[channel]) {
            ended[channel] = true;
            endedChannels++;
            over(channel);
        }
        return endedChannels == ended.length;
    }

    /** Whether there is a channel that has not ended. */
    boolean isOpen() {
        return endedChannels < ended.length;
    }

    private void over(int channel) {
        if (!over[channel]) {
            over[channel] = true;
            openChannels--;
            if (idle[channel]) {
                idleChannels--;
            }
            advance();
        }
    }

    private void advance() {
        boolean nowIdle = openChannels > 0 && idleChannels == openChannels;
        if (nowIdle != emittedIdle) {
            emittedIdle = nowIdle;
            receiver.idle(nowIdle);
        }
        if (nowIdle || openChannels == 0 && !timeIsOver) {
            return;
        }
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < watermarks.length; i++) {
            if (!idle[i] && !over[i]) {
                lowest = Math.min(lowest, watermarks[i]);
            }
        }
        if (lowest > emitted) {
            emitted = lowest;
            receiver.watermark(lowest);
        }
    }
}
