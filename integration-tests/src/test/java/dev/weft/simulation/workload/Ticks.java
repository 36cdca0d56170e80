package dev.weft.simulation.workload;

import dev.weft.simulation.workload.Workload.Kind;
import java.io.Serializable;

/**
 * Reference data of the tick source: line {@code l}, number {@code i} is the value {@code l * LINE + i} at event time
 * {@code i * STEP_MS}; some programs have timestamps far in the future,
 * or pauses, in every second line at another time: a tick of one line may join two sessions of the others.
 *
 * @param length of a line; with alignment each line is shorter than the one before
 */
record Ticks(Kind kind, int length) implements Serializable {

    static final long LINE = 1_000_000;

    private static final long STEP_MS = 10;
    private static final long STEPS_WITHOUT_PAUSE = 20;
    private static final long PAUSE_MS = 200;
    private static final long YEAR_10000_MS = 253_402_300_800_000L;
    private static final long NEAR_THE_END_MS = Long.MAX_VALUE - 1_000_000;

    int lengthOf(int line) {
        return kind == Kind.ALIGNED ? Math.max(1, length / (line + 1)) : length;
    }

    static long value(int line, int number) {
        return line * LINE + number;
    }

    long timestamp(long value) {
        long usual = value % LINE * STEP_MS;
        if (kind == Kind.FAR_FUTURE && value % LINE % 11 == 5) {
            return usual + (value / LINE % 2 == 0 ? YEAR_10000_MS : NEAR_THE_END_MS);
        }
        if (kind == Kind.SESSION || kind == Kind.EARLY_SESSION) {
            long ahead = value / LINE % 2 * STEPS_WITHOUT_PAUSE / 2;
            return usual + (value % LINE + ahead) / STEPS_WITHOUT_PAUSE * PAUSE_MS;
        }
        return usual;
    }
}
