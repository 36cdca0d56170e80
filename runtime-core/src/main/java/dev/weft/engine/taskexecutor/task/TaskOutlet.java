package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.taskexecutor.operator.CollectBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Outgoing data of a task other than records in channels: signals of source readers to their enumerators, and collected
 * results until the client fetches them. Written by the task's thread; {@link #fetchCollected} is for any thread.
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
     * Creates the buffer of a collecting sink.
     *
     * @param onRoom told when there may be room again
     */
    CollectBuffer collect(String sink, Runnable onRoom) {
        CollectBuffer buffer = new CollectBuffer(onRoom);
        collectors.put(sink, buffer);
        events.onCollector(attempt, sink);
        return buffer;
    }

    /** The next results of a sink from an offset on; empty when there are none, or no such sink yet. */
    byte[] fetchCollected(String sink, long offset) {
        CollectBuffer buffer = collectors.get(sink);
        return buffer == null ? NOTHING : buffer.after(offset);
    }
}
