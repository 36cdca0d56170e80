package dev.weft.streaming.util;

import dev.weft.engine.exchange.Receiver;
import java.util.Arrays;

/**
 * Several streams that are united at one gate of an operator: the watermark is the lowest one of the streams that are
 * neither idle nor ended. Belongs to the thread of the test.
 */
final class UnitedStreams {

    private enum Pace {
        RUNNING,
        IDLE,
        ENDED
    }

    private final Receiver gate;
    private final long[] watermarks;
    private final Pace[] paces;
    private long watermark = Long.MIN_VALUE;
    private boolean idle;

    UnitedStreams(Receiver gate, int streams) {
        this.gate = gate;
        watermarks = new long[streams];
        Arrays.fill(watermarks, Long.MIN_VALUE);
        paces = new Pace[streams];
        Arrays.fill(paces, Pace.RUNNING);
    }

    void watermark(int stream, long timestamp) {
        watermarks[stream] = timestamp;
        advance();
    }

    void idle(int stream, boolean pauses) {
        paces[stream] = pauses ? Pace.IDLE : Pace.RUNNING;
        advance();
        boolean all = !isAny(Pace.RUNNING);
        if (all != idle) {
            idle = all;
            gate.idle(all);
        }
    }

    void endOfInput(int stream) {
        paces[stream] = Pace.ENDED;
        advance();
        if (!isAny(Pace.RUNNING) && !isAny(Pace.IDLE)) {
            gate.endOfInput();
        }
    }

    private boolean isAny(Pace pace) {
        return Arrays.asList(paces).contains(pace);
    }

    private void advance() {
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < watermarks.length; i++) {
            if (paces[i] == Pace.RUNNING) {
                lowest = Math.min(lowest, watermarks[i]);
            }
        }
        if (isAny(Pace.RUNNING) && lowest > watermark) {
            watermark = lowest;
            gate.watermark(lowest);
        }
    }
}
