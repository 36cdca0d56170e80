package dev.weft.simulation.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trace of a simulation: a hash that two runs of one seed must share, and optionally readable lines. */
public final class Trace {

    private final boolean printed;
    private final Map<String, Long> steps = new HashMap<>();
    private long hash = 0xcbf29ce484222325L;

    /** @param printed whether every note goes to standard output, too */
    public Trace(boolean printed) {
        this.printed = printed;
    }

    void step(long nowNs, Actor actor) {
        mix(nowNs);
        mix(actor.number());
        if (printed) {
            steps.merge(actor.name(), 1L, Long::sum);
        }
    }

    /** The actors that took the most steps; known only of a printed trace. */
    public List<String> busiest() {
        return steps.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(8)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    private void mix(long value) {
        hash = (hash ^ value) * 0x100000001b3L;
        hash ^= hash >>> 29;
    }

    /** Something that is worth a line, and part of what makes two runs the same. */
    public void note(long nowNs, String what) {
        mix(what.hashCode());
        if (printed) {
            System.out.println(String.format("%12.6f  %s", nowNs / 1e9, what));
        }
    }

    public long hash() {
        return hash;
    }
}
