package dev.weft.engine.protocol;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Blob;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages from the JobManager to a TaskExecutor. */
public sealed interface MasterMessage {

    /** Calls the handler's method for this kind of message. */
    void dispatch(Handler handler);

    /** One method a kind: what handles messages does not compile when it leaves one out. */
    interface Handler {
        void on(Registered registered);

        void on(Heartbeat heartbeat);

        void on(Shutdown shutdown);

        void on(JobCommand command);
    }

    /** Messages about the tasks of one job. */
    sealed interface JobCommand extends MasterMessage {
        JobID job();

        void dispatchInJob(JobHandler handler);

        @Override
        default void dispatch(Handler handler) {
            handler.on(this);
        }
    }

    /** One method a kind of {@link JobCommand}. */
    interface JobHandler {
        void on(Deploy deploy);

        void on(Cancel cancel);

        void on(Commit commit);

        void on(TriggerCheckpoint trigger);

        void on(CheckpointCompleted completed);

        void on(CheckpointAborted aborted);

        void on(ReaderEvent event);

        void on(FetchCollected fetch);

        void on(ReleaseJob release);
    }

    /**
     * Answer to {@link ExecutorMessage.Register}.
     *
     * @param epoch the JobManager's epoch; the executor obeys the highest it has seen
     * @param heartbeatIntervalMs how often both sides send a heartbeat
     * @param leaseMs without a message from the JobManager for this long the executor stops itself
     */
    record Registered(long epoch, long heartbeatIntervalMs, long leaseMs) implements MasterMessage {
        @Override
        public void dispatch(Handler handler) {
            handler.on(this);
        }
    }

    /** Sent on every heartbeat interval; renews the lease. */
    record Heartbeat() implements MasterMessage {
        @Override
        public void dispatch(Handler handler) {
            handler.on(this);
        }
    }

    /**
     * Deploys tasks. The first deployment of a job on an executor carries what the executor needs to know of the job.
     *
     * @param topology the whole job and where it runs
     * @param jars user jars and class path entries, as file names relative to the executor's working directory or URLs
     * @param chains the Java-serialized {@link dev.weft.engine.graph.ChainSpec} of every vertex that has a task here
     * @param tasks what to run, and in which slot
     */
    record Deploy(JobTopology topology, List<String> jars, Map<VertexId, Blob> chains, List<TaskAssignment> tasks)
            implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }

        public Deploy {
            jars = List.copyOf(jars);
            chains = Map.copyOf(chains);
            tasks = List.copyOf(tasks);
        }

        @Override
        public JobID job() {
            return topology.jobId();
        }
    }

    /**
     * One task.
     *
     * @param slot 0 … slots - 1
     * @param restored the state to begin with, as {@code dev.weft.engine.checkpoint.StateCodec} writes it; empty for a
     *     fresh start
     * @param ended whether all its operators had ended at the restored checkpoint: the task makes visible what they had
     *     prepared, and finishes without input
     */
    record TaskAssignment(ExecutionAttemptId attempt, int slot, Optional<Payload> restored, boolean ended) {

        /** A task that has something to do. */
        public TaskAssignment(ExecutionAttemptId attempt, int slot, Optional<Payload> restored) {
            this(attempt, slot, restored, false);
        }
    }

    /** Cancels these attempts; the executor reports a terminal state for each. */
    record Cancel(JobID job, List<ExecutionAttemptId> attempts) implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /**
     * Second phase of a two-phase commit: every task of the job has ended its input. The tasks make their prepared
     * output visible, then finish.
     */
    record Commit(JobID job, List<ExecutionAttemptId> attempts) implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** Starts a checkpoint at these attempts, whose inputs bring no barriers: sources, and tasks whose producers have ended. */
    record TriggerCheckpoint(JobID job, List<ExecutionAttemptId> attempts, CheckpointRequest request)
            implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /**
     * The checkpoint is complete and durable: tasks make visible what they have prepared for it.
     *
     * @param ended the vertices of which all subtasks had ended their input at it: no instance needs the state of another
     *     one any more
     */
    record CheckpointCompleted(JobID job, List<ExecutionAttemptId> attempts, long checkpointId, List<VertexId> ended)
            implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** The checkpoint will never be complete: tasks stop aligning and writing for it. */
    record CheckpointAborted(JobID job, List<ExecutionAttemptId> attempts, long checkpointId) implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** A command from a source coordinator to one reader. */
    record ReaderEvent(JobID job, ExecutionAttemptId attempt, int operator, SourceCommand command)
            implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** Commands from a split enumerator to a source reader. */
    sealed interface SourceCommand {
        <E extends Exception> void dispatch(CommandHandler<E> handler) throws E;

        /** Splits, each serialized by the source's split serializer of that version. */
        record AddSplits(int serializerVersion, List<Payload> splits) implements SourceCommand {
            @Override
            public <E extends Exception> void dispatch(CommandHandler<E> handler) throws E {
                handler.on(this);
            }
        }

        /** The reader will get no more splits. */
        record NoMoreSplits() implements SourceCommand {
            @Override
            public <E extends Exception> void dispatch(CommandHandler<E> handler) throws E {
                handler.on(this);
            }
        }

        /** A user-defined event, Java-serialized. */
        record UserEvent(Payload event) implements SourceCommand {
            @Override
            public <E extends Exception> void dispatch(CommandHandler<E> handler) throws E {
                handler.on(this);
            }
        }

        /** Watermark alignment: the reader pauses while its watermark is above {@code limit}. */
        record AlignWatermark(long limit) implements SourceCommand {
            @Override
            public <E extends Exception> void dispatch(CommandHandler<E> handler) throws E {
                handler.on(this);
            }
        }
    }

    /**
     * One method a kind of {@link SourceCommand}.
     *
     * @param <E> what a method may throw
     */
    interface CommandHandler<E extends Exception> {
        void on(SourceCommand.AddSplits add) throws E;

        void on(SourceCommand.NoMoreSplits end) throws E;

        void on(SourceCommand.UserEvent event) throws E;

        void on(SourceCommand.AlignWatermark align) throws E;
    }

    /**
     * Requests the next results of a collecting sink. Not answered when the task has ended.
     *
     * @param requestId correlation number, repeated by the answer
     * @param offset how many bytes of the sink's results the client has
     */
    record FetchCollected(JobID job, ExecutionAttemptId attempt, String sink, long requestId, long offset)
            implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** The job has ended: the executor releases its resources and closes its class loader. */
    record ReleaseJob(JobID job) implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** Stops the executor's process; the reason is for logs. */
    record Shutdown(String reason) implements MasterMessage {
        @Override
        public void dispatch(Handler handler) {
            handler.on(this);
        }
    }
}
