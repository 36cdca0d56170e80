package dev.weft.simulation.workload;

import dev.weft.simulation.kernel.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Reference model of watermark alignment: the watermarks of all readers of a group. A reader that is further ahead of the
 * slowest reader than the drift must stop within the time in which it can have heard of that. Readers that have ended or are
 * idle do not count.
 */
final class Alignment {

    static final Duration DRIFT = Duration.ofMillis(100);
    static final Duration INTERVAL = Duration.ofMillis(50);

    /** An interval, and what messages may take while nothing fails. */
    private static final long NOTICE_NS = INTERVAL.plusMillis(500).toNanos();

    private final Scheduler scheduler;
    private final Map<String, Map<Integer, Reader>> groups = new HashMap<>();

    private static final class Reader {
        private long watermark = Long.MIN_VALUE;
        private boolean pausing;
        private long withinNs;
    }

    Alignment(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void starts(String group, int reader) {
        Reader started = new Reader();
        started.withinNs = scheduler.nowNs();
        groups.computeIfAbsent(group, first -> new HashMap<>()).put(reader, started);
    }

    void pauses(String group, int reader) {
        groups.get(group).get(reader).pausing = true;
    }

    /** The reader is asked for more after it had nothing. */
    void resumes(String group, int reader) {
        groups.get(group).get(reader).pausing = false;
        check(group);
        Reader asked = groups.get(group).get(reader);
        if (scheduler.nowNs() - asked.withinNs > NOTICE_NS) {
            scheduler.violation(
                    "I-WM: reader " + reader + " of group " + group + " is at " + asked.watermark + " and for "
                            + (scheduler.nowNs() - asked.withinNs) / 1_000_000 + " ms more than " + DRIFT.toMillis()
                            + " ms ahead of the slowest, but is not held back");
        }
    }

    void emits(String group, int reader, long timestamp) {
        Reader emitting = groups.get(group).get(reader);
        emitting.watermark = Math.max(emitting.watermark, timestamp - 1);
        check(group);
    }

    void ends(String group, int reader) {
        groups.get(group).remove(reader);
        check(group);
    }

    private void check(String group) {
        long slowest = Long.MAX_VALUE;
        for (Reader reader : groups.get(group).values()) {
            if (!reader.pausing) {
                slowest = Math.min(slowest, reader.watermark);
            }
        }
        for (Reader reader : groups.get(group).values()) {
            if (reader.watermark == Long.MIN_VALUE
                    || slowest == Long.MAX_VALUE
                    || reader.watermark <= slowest + DRIFT.toMillis() && slowest != Long.MIN_VALUE) {
                reader.withinNs = scheduler.nowNs();
            }
        }
    }
}
