package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where one operator's records go.
 *
 * @param main the main output
 * @param sides side output id to receiver; only those that somebody reads
 * @param unread takes the records of all other side outputs
 */
public record Emitter(Receiver main, Map<String, Receiver> sides, Unread unread) {

    /** What becomes of a record of a side output that no receiver is known for. */
    @FunctionalInterface
    public interface Unread {
        /** It is dropped, as in a job. */
        Unread DROPPED = (id, value, timestamp) -> {};

        void record(String id, Object value, long timestamp);
    }

    public Emitter {
        sides = Map.copyOf(sides);
    }

    /** Drops what nobody reads. */
    public Emitter(Receiver main, Map<String, Receiver> sides) {
        this(main, sides, Unread.DROPPED);
    }

    /** The main output and the side outputs as one, for what goes to all of them. */
    Receiver everyone() {
        if (sides.isEmpty()) {
            return main;
        }
        List<Receiver> all = new ArrayList<>(sides.values());
        all.add(main);
        return FanOut.of(all);
    }

    /** A record for a side output. */
    void side(String id, Object value, long timestamp) {
        Receiver receiver = sides.get(id);
        if (receiver != null) {
            receiver.record(value, timestamp);
        } else {
            unread.record(id, value, timestamp);
        }
    }
}
