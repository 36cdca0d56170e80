package dev.weft.simulation.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What happened, as a hash that two runs of one seed must share, and as the last lines for who looks into a failure. */
public final class Trace {

    private static final int KEPT = 400;

    private final boolean printed;
    private final Deque<String> notes = new ArrayDeque<>();
    private long hash = 0xcbf29ce484222325L;

    /** @param printed whether every note goes to standard output, too */
    public Trace(boolean printed) {
        this.printed = printed;
    }

    void step(long nowNs, Actor actor) {
        mix(nowNs);
        mix(actor.number());
    }

    private void mix(long value) {
        hash = (hash ^ value) * 0x100000001b3L;
        hash ^= hash >>> 29;
    }

    /** Something that is worth a line. */
    public void note(long nowNs, String what) {
        mix(what.hashCode());
        String line = String.format("%12.6f  %s", nowNs / 1e9, what);
        notes.add(line);
        if (notes.size() > KEPT) {
            notes.remove();
        }
        if (printed) {
            System.out.println(line);
        }
    }

    public long hash() {
        return hash;
    }

    public List<String> lastNotes() {
        return List.copyOf(notes);
    }
}
