package dev.weft.benchmarks.jobs;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import java.time.Duration;

/** The record of the window workloads: a measurement with key and time. */
public final class Reading {

    public static final int KEYS = 10_000;

    private static final int PER_MS_OF_SUBTASK = 50;
    private static final long LATEST_MS = 500;

    public long key;
    public long timestamp;
    public long value;

    public Reading() {}

    /**
     * Time runs by the position of the record in its subtask's part of the sequence, because all subtasks are at the same time. Two in a hundred are
     * late.
     *
     * @param part how many records a subtask makes
     */
    public static Reading at(long index, long part) {
        long random = SplitMix.at(index);
        Reading reading = new Reading();
        reading.key = SplitMix.below(random, KEYS);
        long lateMs = (random & 0x7f) < 3 ? SplitMix.below(SplitMix.mix(random), LATEST_MS) : 0;
        reading.timestamp = LATEST_MS + index % part / PER_MS_OF_SUBTASK - lateMs;
        reading.value = random >>> 40;
        return reading;
    }

    /** Waits for the latest ones, so that none is dropped. */
    static WatermarkStrategy<Reading> watermarks() {
        return WatermarkStrategy.<Reading>forBoundedOutOfOrderness(Duration.ofMillis(LATEST_MS))
                .withTimestampAssigner((reading, before) -> reading.timestamp);
    }

    /** Makes readings. */
    static final class Readings extends Generator<Reading> {
        private static final long serialVersionUID = 1L;

        private final long part;

        Readings(long part) {
            this.part = part;
        }

        @Override
        Reading record(long index) {
            return at(index, part);
        }
    }
}
