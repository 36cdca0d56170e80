package dev.weft.client.spi;

import dev.weft.engine.common.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timing of the phases of a submission. Any thread records; {@link #log} writes one INFO line a phase, late, so that
 * the logging system does not start on the way to the submission:
 *
 * <pre>phase &lt;name&gt;: from &lt;ms since the command was entered&gt; ms, took &lt;ms&gt; ms</pre>
 */
public final class Phases {

    private record Entry(String name, long fromMs, long tookMs) {}

    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Clock clock;
    private final long originNs;

    /** @param begun when the command was entered, or the best known approximation */
    public Phases(Clock clock, Instant begun) {
        this.clock = clock;
        originNs = clock.nanoTime()
                - Duration.between(begun, Instant.ofEpochMilli(clock.epochMs())).toNanos();
    }

    /** Runs a phase and records its duration, also when it fails. */
    public <T> T timed(String name, Callable<T> phase) throws Exception {
        long from = clock.nanoTime();
        try {
            return phase.call();
        } finally {
            entries.add(new Entry(name, (from - originNs) / 1_000_000, (clock.nanoTime() - from) / 1_000_000));
        }
    }

    /** Records a point in time. */
    public void mark(String name) {
        entries.add(new Entry(name, (clock.nanoTime() - originNs) / 1_000_000, 0));
    }

    /** Writes what was recorded since the last call. */
    public void log() {
        Logger log = LoggerFactory.getLogger(Phases.class);
        for (Entry entry : drained()) {
            log.info("phase {}: from {} ms, took {} ms", entry.name, entry.fromMs, entry.tookMs);
        }
    }

    private List<Entry> drained() {
        List<Entry> all = List.copyOf(entries);
        entries.removeAll(all);
        return all;
    }
}
