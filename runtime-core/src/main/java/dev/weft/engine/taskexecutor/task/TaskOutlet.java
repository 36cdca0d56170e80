package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.taskexecutor.operator.CollectBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the operators of one task send on other ways than channels: messages of source readers to their enumerators, and
 * results that wait until the client fetches them. Written by the task's thread; {@link #collected} is for any thread.
 */
final class TaskOutlet {

    private static final byte[] NOTHING = {};

    private final ExecutionAttemptId attempt;
    private final TaskEvents events;
    private final Map<String, CollectBuffer> collectors = new ConcurrentHashMap<>();

    TaskOutlet(ExecutionAttemptId attempt, TaskEvents events) {
        this.attempt = attempt;
        this.events = events;
    }

    /** @param operator the reader's index within the chain */
    void signal(int operator, SourceSignal signal) {
        events.onSourceSignal(attempt, operator, signal);
    }

    /**
     * A place for the results of a sink.
     *
     * @param onRoom told when there may be room again
     */
    CollectBuffer collect(String sink, Runnable onRoom) {
        CollectBuffer buffer = new CollectBuffer(onRoom);
        collectors.put(sink, buffer);
        events.onCollector(attempt, sink);
        return buffer;
    }

    /** The next results of a sink behind those that the client has; empty when there are none, or no such sink yet. */
    byte[] fetchCollected(String sink, long offset) {
        CollectBuffer buffer = collectors.get(sink);
        return buffer == null ? NOTHING : buffer.after(offset);
    }
}
