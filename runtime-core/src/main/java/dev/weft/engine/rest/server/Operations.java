package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.json.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Registry of asynchronous operations: what requests have triggered, by trigger id. The outcome of an operation is kept
 * for {@link #KEPT} after its end. Owned by the REST server's thread; the futures complete on other threads.
 */
final class Operations {

    /** How long an outcome can be asked for. */
    static final Duration KEPT = Duration.ofMinutes(5);

    /** Maximum number of operations; beyond it no more are begun. */
    static final int CAPACITY = 1000;

    private final Clock clock;
    private final Map<Key, Operation> operations = new LinkedHashMap<>();

    /** When the end of an operation was first seen. */
    private final Map<Key, Long> endedNs = new HashMap<>();

    Operations(Clock clock) {
        this.clock = clock;
    }

    /** Kinds of operations; each has trigger ids of its own. */
    enum Kind {
        SAVEPOINT,
        CHECKPOINT,
        DISPOSAL
    }

    /**
     * @param job whose operation it is; empty for a disposal
     * @param triggerId 32 hexadecimal digits
     */
    record Key(Kind kind, Optional<JobID> job, String triggerId) {}

    /**
     * @param outcome the member "operation" of the response; never fails
     * @param endsJob whether the job ends with it, so that its JobManager waits for the client to ask
     */
    record Operation(CompletableFuture<Json> outcome, boolean endsJob) {}

    /**
     * Begins an operation, unless one with this key was begun before.
     *
     * @return false when there are too many
     */
    boolean begin(Key key, boolean endsJob, Supplier<CompletableFuture<Json>> start) {
        forgetOld();
        if (operations.containsKey(key)) {
            return true;
        }
        if (operations.size() >= CAPACITY) {
            return false;
        }
        operations.put(key, new Operation(start.get(), endsJob));
        return true;
    }

    Optional<Operation> find(Key key) {
        forgetOld();
        return Optional.ofNullable(operations.get(key));
    }

    private void forgetOld() {
        long nowNs = clock.nanoTime();
        Iterator<Map.Entry<Key, Operation>> entries = operations.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Key, Operation> entry = entries.next();
            if (entry.getValue().outcome().isDone()
                    && nowNs - endedNs.computeIfAbsent(entry.getKey(), key -> nowNs) > KEPT.toNanos()) {
                entries.remove();
                endedNs.remove(entry.getKey());
            }
        }
    }
}
