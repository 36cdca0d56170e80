package dev.weft.engine.protocol;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages from a TaskExecutor to the JobManager. */
public sealed interface ExecutorMessage {

    /** Calls the handler's method for this kind of message. */
    void dispatch(Handler handler);

    /** One method a kind: what handles messages does not compile when it leaves one out. */
    interface Handler {
        void on(Register register);

        void on(Heartbeat heartbeat);

        void on(Leaving leaving);

        void on(JobMessage message);
    }

    /**
     * Messages about one job. The ResourceManager routes them by job id to the JobMaster without looking at their kind.
     */
    sealed interface JobMessage extends ExecutorMessage {
        JobID job();

        /** The execution attempt that the message is about. */
        ExecutionAttemptId attempt();

        void dispatchInJob(JobHandler handler);

        @Override
        default void dispatch(Handler handler) {
            handler.on(this);
        }
    }

    /** One method a kind of {@link JobMessage}. */
    interface JobHandler {
        void on(TaskStateChanged change);

        void on(ReadyToCommit ready);

        void on(CheckpointAcknowledged acknowledged);

        void on(CheckpointDeclined declined);

        void on(CoordinatorEvent event);

        void on(CollectorOpened opened);

        void on(Collected collected);
    }

    /**
     * Registration: the first message of a connection, after both sides are authenticated.
     *
     * @param executor the sender
     * @param epoch the JobManager epoch (YARN attempt number) that launched it
     * @param slots number of slots it offers
     * @param dataHost host under which other executors reach its data port
     * @param dataPort its data port
     * @param resources for display
     */
    record Register(ExecutorId executor, long epoch, int slots, String dataHost, int dataPort, Resources resources)
            implements ExecutorMessage {
        @Override
        public void dispatch(Handler handler) {
            handler.on(this);
        }
    }

    /** Sizes in bytes as the executor was configured, and its process id. */
    record Resources(long pid, int cpuCores, long heapBytes, long managedBytes, long networkBytes, long processBytes) {}

    /**
     * Sent on every heartbeat interval.
     *
     * @param metrics of every running task
     */
    record Heartbeat(List<TaskMetrics> metrics) implements ExecutorMessage {
        @Override
        public void dispatch(Handler handler) {
            handler.on(this);
        }
    }

    /** Counters of one task since it started. */
    record TaskMetrics(
            JobID job, ExecutionAttemptId attempt, long recordsIn, long recordsOut, long bytesIn, long bytesOut) {}

    /**
     * State change of an execution attempt.
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
            implements JobMessage {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /**
     * First phase of a two-phase commit: all input of the task has ended and its sinks have prepared their output; the
     * task waits for {@link MasterMessage.Commit}.
     */
    record ReadyToCommit(JobID job, ExecutionAttemptId attempt) implements JobMessage {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /**
     * The task's part of a checkpoint is stored.
     *
     * @param state where it is stored, as {@code dev.weft.engine.checkpoint.StateCodec} writes it
     * @param ended whether the task had ended its input before: restored from this part it does not process that end again
     */
    record CheckpointAcknowledged(
            JobID job,
            ExecutionAttemptId attempt,
            long checkpointId,
            Payload state,
            CheckpointTimings timings,
            boolean ended)
            implements JobMessage {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** The task takes no part in the checkpoint, or could not store its part; the task itself goes on. */
    record CheckpointDeclined(JobID job, ExecutionAttemptId attempt, long checkpointId, FailureCause cause)
            implements JobMessage {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** A signal from a source reader to its coordinator. */
    record CoordinatorEvent(JobID job, ExecutionAttemptId attempt, int operator, SourceSignal signal)
            implements JobMessage {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** Signals from a source reader to its split enumerator. */
    sealed interface SourceSignal {
        <E extends Exception> void dispatch(SignalHandler<E> handler) throws E;

        /** The reader has started and registers with its enumerator. */
        record ReaderRegistered(String host) implements SourceSignal {
            @Override
            public <E extends Exception> void dispatch(SignalHandler<E> handler) throws E {
                handler.on(this);
            }
        }

        /** The reader wants a split. */
        record SplitRequested(String host) implements SourceSignal {
            @Override
            public <E extends Exception> void dispatch(SignalHandler<E> handler) throws E {
                handler.on(this);
            }
        }

        /** A user-defined event, Java-serialized. */
        record UserEvent(Payload event) implements SourceSignal {
            @Override
            public <E extends Exception> void dispatch(SignalHandler<E> handler) throws E {
                handler.on(this);
            }
        }

        /**
         * The reader's current watermark, for watermark alignment; answered by
         * {@link MasterMessage.SourceCommand.AlignWatermark}.
         *
         * @param group the sources that stay together
         * @param watermark {@code Long.MAX_VALUE} when the reader pauses
         * @param maxDriftMs how far a reader may be ahead of the slowest
         */
        record WatermarkReported(String group, long watermark, long maxDriftMs) implements SourceSignal {
            @Override
            public <E extends Exception> void dispatch(SignalHandler<E> handler) throws E {
                handler.on(this);
            }
        }
    }

    /**
     * One method a kind of {@link SourceSignal}.
     *
     * @param <E> what a method may throw
     */
    interface SignalHandler<E extends Exception> {
        void on(SourceSignal.ReaderRegistered registered) throws E;

        void on(SourceSignal.SplitRequested requested) throws E;

        void on(SourceSignal.UserEvent event) throws E;

        void on(SourceSignal.WatermarkReported report) throws E;
    }

    /** A task has opened a collecting sink and from now on answers {@link MasterMessage.FetchCollected}. */
    record CollectorOpened(JobID job, ExecutionAttemptId attempt, String sink) implements JobMessage {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /**
     * Answer to {@link MasterMessage.FetchCollected}.
     *
     * @param requestId the number of the request that it answers
     * @param results whole records as their serializer writes them; empty when there are none yet
     */
    record Collected(JobID job, ExecutionAttemptId attempt, long requestId, Payload results) implements JobMessage {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** The executor stops; the reason is for people. */
    record Leaving(String reason) implements ExecutorMessage {
        @Override
        public void dispatch(Handler handler) {
            handler.on(this);
        }
    }
}
