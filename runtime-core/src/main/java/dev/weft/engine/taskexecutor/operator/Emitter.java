package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The outputs of one operator.
 *
 * @param main the main output
 * @param sides side output id to receiver; only those that somebody reads
 * @param unread takes the records of all other side outputs
 */
public record Emitter(Receiver main, Map<String, Receiver> sides, Unread unread) {

    /** What happens to a record of a side output that nothing reads. */
    @FunctionalInterface
    public interface Unread {
        /** It is dropped, as in a job. */
        Unread DROPPED = (id, value, timestamp) -> {};

        void record(String id, Object value, long timestamp);
    }

    public Emitter {
        sides = Map.copyOf(sides);
    }

    /** Outputs that drop the records of side outputs that nothing reads. */
    public Emitter(Receiver main, Map<String, Receiver> sides) {
        this(main, sides, Unread.DROPPED);
    }

    /** Main output and side outputs as one receiver, for marks that go to all of them. */
    Receiver everyone() {
        if (sides.isEmpty()) {
            return main;
        }
        List<Receiver> all = new ArrayList<>(sides.values());
        all.add(main);
        return FanOut.of(all);
    }

    /** Emits to a side output. */
    void side(String id, Object value, long timestamp) {
        Receiver receiver = sides.get(id);
        if (receiver != null) {
            receiver.record(value, timestamp);
        } else {
            unread.record(id, value, timestamp);
        }
    }
}
