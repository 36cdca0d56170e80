package dev.weft.engine.protocol;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a TaskExecutor tells the JobManager. */
public sealed interface ExecutorMessage {

    /**
     * The first message of a connection, after both sides have proven that they know the application's secret.
     *
     * @param executor who speaks
     * @param epoch the JobManager epoch (YARN attempt number) that launched it
     * @param slots number of slots it offers
     * @param dataHost host under which other executors reach its data port
     * @param dataPort its data port
     * @param resources for display
     */
    record Register(ExecutorId executor, long epoch, int slots, String dataHost, int dataPort, Resources resources)
            implements ExecutorMessage {}

    /** Sizes in bytes as the executor was configured, and its process id. */
    record Resources(long pid, int cpuCores, long heapBytes, long managedBytes, long networkBytes, long processBytes) {}

    /**
     * Sent on every heartbeat interval.
     *
     * @param metrics of every running task
     */
    record Heartbeat(List<TaskMetrics> metrics) implements ExecutorMessage {}

    /** Counters of one task since it started. */
    record TaskMetrics(
            JobID job, ExecutionAttemptId attempt, long recordsIn, long recordsOut, long bytesIn, long bytesOut) {}

    /**
     * An attempt is now in another state.
     *
     * @param failure the cause, present iff the state is FAILED
     * @param accumulators name to Java-serialized accumulator; only with a terminal state
     * @param metrics final counters
     */
    record TaskStateChanged(
            JobID job,
            ExecutionAttemptId attempt,
            TaskState state,
            Optional<FailureCause> failure,
            Map<String, Payload> accumulators,
            TaskMetrics metrics)
            implements ExecutorMessage {}

    /** All input of the task has ended and its sinks have prepared what they will commit; it waits for {@link MasterMessage.Commit}. */
    record ReadyToCommit(JobID job, ExecutionAttemptId attempt) implements ExecutorMessage {}

    /** From a source reader to its coordinator. */
    record CoordinatorEvent(JobID job, ExecutionAttemptId attempt, int operator, SourceSignal signal)
            implements ExecutorMessage {}

    /** What source readers say to their enumerator. */
    sealed interface SourceSignal {
        /** The reader is up. */
        record ReaderRegistered(String host) implements SourceSignal {}

        /** The reader wants a split. */
        record SplitRequested(String host) implements SourceSignal {}

        /** A user-defined event, Java-serialized. */
        record UserEvent(Payload event) implements SourceSignal {}

        /**
         * How far the reader is; answered by {@link MasterMessage.SourceCommand.AlignWatermark}.
         *
         * @param group the sources that stay together
         * @param watermark {@code Long.MAX_VALUE} when the reader pauses
         * @param maxDriftMs how far a reader may be ahead of the slowest
         */
        record WatermarkReported(String group, long watermark, long maxDriftMs) implements SourceSignal {}
    }

    /** A task is ready to collect results for the client; it answers to {@link MasterMessage.FetchCollected}. */
    record CollectorOpened(JobID job, ExecutionAttemptId attempt, String sink) implements ExecutorMessage {}

    /**
     * Answer to {@link MasterMessage.FetchCollected}.
     *
     * @param question the number of the question
     * @param results whole records as their serializer writes them; empty when there are none yet
     */
    record Collected(JobID job, ExecutionAttemptId attempt, long question, Payload results)
            implements ExecutorMessage {}

    /** The executor stops; the reason is for people. */
    record Leaving(String reason) implements ExecutorMessage {}
}
