package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.accumulators.Accumulator;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.UserObjects;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The accumulators of one task, by name. Belongs to the task's thread. */
public final class Accumulators {

    private final Map<String, Accumulator<?, ?>> byName = new HashMap<>();

    <V, R extends Serializable> void add(String name, Accumulator<V, R> accumulator) {
        if (byName.putIfAbsent(name, accumulator) != null) {
            throw new UnsupportedOperationException(
                    "an accumulator named '" + name + "' exists already in this task; names must differ");
        }
    }

    /** The accumulator of that name; null when there is none, as the user API states. */
    @SuppressWarnings("unchecked") // the caller states the type, as in the user API
    <V, R extends Serializable> Accumulator<V, R> get(String name) {
        return (Accumulator<V, R>) byName.get(name);
    }

    <A extends Accumulator<?, ?>> A getOrAdd(String name, Class<A> type, Supplier<A> fresh) {
        Accumulator<?, ?> found = byName.computeIfAbsent(name, n -> fresh.get());
        if (!type.isInstance(found)) {
            throw new UnsupportedOperationException(
                    "the accumulator '" + name + "' is a " + found.getClass().getName() + ", not a " + type.getName());
        }
        return type.cast(found);
    }

    /** Every accumulator, Java-serialized. */
    public Map<String, Payload> serialized() {
        Map<String, Payload> payloads = new HashMap<>();
        byName.forEach((name, accumulator) ->
                payloads.put(name, UserObjects.write(accumulator, "accumulator '" + name + "'")));
        return payloads;
    }
}
