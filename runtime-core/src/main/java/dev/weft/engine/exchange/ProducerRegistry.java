package dev.weft.engine.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Rendezvous between the outputs that tasks of this executor register and the consumers on other executors that request
 * them, whichever comes first. Thread-safe; callbacks run outside its lock.
 */
final class ProducerRegistry {

    private final Map<ChannelId, RemoteOutput> outputs = new HashMap<>();
    private final Map<ChannelId, Consumer<RemoteOutput>> waiting = new HashMap<>();

    void register(RemoteOutput output) {
        Consumer<RemoteOutput> consumer;
        synchronized (this) {
            outputs.put(output.id(), output);
            consumer = waiting.remove(output.id());
        }
        if (consumer != null) {
            consumer.accept(output);
        }
    }

    /** Calls back with the output, now or when it is registered, unless {@link #giveUp} is called before. */
    void await(ChannelId id, Consumer<RemoteOutput> consumer) {
        RemoteOutput there;
        synchronized (this) {
            there = outputs.get(id);
            if (there == null) {
                waiting.put(id, consumer);
            }
        }
        if (there != null) {
            consumer.accept(there);
        }
    }

    /** Cancels a request; true if it was still waiting. */
    synchronized boolean giveUp(ChannelId id, Consumer<RemoteOutput> consumer) {
        return waiting.remove(id, consumer);
    }

    synchronized void forget(ChannelId id) {
        outputs.remove(id);
    }

    /** Removes outputs and returns them. */
    synchronized List<RemoteOutput> release(Predicate<ChannelId> which) {
        List<RemoteOutput> released = outputs.values().stream()
                .filter(output -> which.test(output.id()))
                .toList();
        released.forEach(output -> outputs.remove(output.id()));
        return released;
    }

    /** Forgets requests of outputs that no task will register any more. */
    synchronized void forgetRequests(Predicate<ChannelId> which) {
        waiting.keySet().removeIf(which);
    }
}
