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
 */
public record Emitter(Receiver main, Map<String, Receiver> sides) {

    public Emitter {
        sides = Map.copyOf(sides);
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

    /** A record for a side output; dropped when nobody reads it. */
    void side(String id, Object value, long timestamp) {
        Receiver receiver = sides.get(id);
        if (receiver != null) {
            receiver.record(value, timestamp);
        }
    }
}
