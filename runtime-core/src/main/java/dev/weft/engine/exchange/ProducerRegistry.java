package dev.weft.engine.exchange;

import dev.weft.api.common.JobID;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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

    /** Removes the outputs of a job, or of all jobs, and returns them. */
    synchronized List<RemoteOutput> release(Optional<JobID> job) {
        List<RemoteOutput> released = new ArrayList<>();
        for (Iterator<RemoteOutput> it = outputs.values().iterator(); it.hasNext(); ) {
            RemoteOutput output = it.next();
            if (job.isEmpty() || job.get().equals(output.id().job())) {
                released.add(output);
                it.remove();
            }
        }
        waiting.keySet().removeIf(id -> job.isEmpty() || job.get().equals(id.job()));
        return released;
    }
}
