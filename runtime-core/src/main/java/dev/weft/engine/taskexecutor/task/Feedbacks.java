package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.taskexecutor.operator.Feedback;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The feedback queues of one job's iterations in this executor: one for each head subtask, created by whichever end asks
 * first. Head and tail are always restarted together; the queue of the former attempt is dropped when an end of the
 * next one asks. Thread-safe.
 */
final class Feedbacks {

    private static final Comparator<ExecutionAttemptId> AGE =
            Comparator.comparingLong(ExecutionAttemptId::epoch).thenComparingInt(ExecutionAttemptId::attempt);

    private record Loop(int iteration, int subtask) {}

    /** @param end of the latest attempt, head or tail */
    private record Latest(ExecutionAttemptId end, Feedback queue) {}

    private final Map<Loop, Latest> loops = new ConcurrentHashMap<>();

    /** @param end the attempt at the head or at the tail */
    Feedback of(int iteration, ExecutionAttemptId end) {
        Latest latest = loops.compute(
                new Loop(iteration, end.subtask()),
                (loop, known) ->
                        known == null || AGE.compare(known.end(), end) < 0 ? new Latest(end, new Feedback()) : known);
        // An end that has been replaced already, and has not noticed yet, gets a queue that nobody else has.
        return AGE.compare(latest.end(), end) == 0 ? latest.queue() : new Feedback();
    }
}
