package dev.weft.engine.protocol;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import java.util.List;
import java.util.Map;

/** What the JobManager tells a TaskExecutor. */
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

    /** What concerns the tasks of one job. */
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
     * Run these tasks. The first deployment of a job on an executor carries what the executor needs of the job.
     *
     * @param shape the whole job and where it runs
     * @param jars user jars and class path entries, as file names relative to the executor's working directory or URLs
     * @param chains the Java-serialized {@link dev.weft.engine.graph.ChainSpec} of every vertex that has a task here
     * @param tasks what to run, and in which slot
     */
    record Deploy(JobShape shape, List<String> jars, Map<VertexId, Payload> chains, List<TaskAssignment> tasks)
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
            return shape.jobId();
        }
    }

    /** One task for one slot, 0 … slots - 1. */
    record TaskAssignment(ExecutionAttemptId attempt, int slot) {}

    /** Stop these attempts; each answers with a terminal state. */
    record Cancel(JobID job, List<ExecutionAttemptId> attempts) implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** Every task of the job has ended its input: make prepared effects visible, then finish. */
    record Commit(JobID job, List<ExecutionAttemptId> attempts) implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** From a source coordinator to one reader. */
    record ReaderEvent(JobID job, ExecutionAttemptId attempt, int operator, SourceCommand command)
            implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** What enumerators say to source readers. */
    sealed interface SourceCommand {
        <E extends Exception> void dispatch(CommandHandler<E> handler) throws E;

        /** Splits, each serialized by the source's split serializer of that version. */
        record AddSplits(int serializerVersion, List<Payload> splits) implements SourceCommand {
            @Override
            public <E extends Exception> void dispatch(CommandHandler<E> handler) throws E {
                handler.on(this);
            }
        }

        /** There will be no more. */
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

        /** Wait when the watermark is above this one. */
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
     * Give the next results of a collecting sink. Not answered when the task has ended.
     *
     * @param question a number that the answer repeats
     * @param taken how many bytes of the sink's results the client has
     */
    record FetchCollected(JobID job, ExecutionAttemptId attempt, String sink, long question, long taken)
            implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** Nothing of this job will come any more: forget it, close its class loader. */
    record ReleaseJob(JobID job) implements JobCommand {
        @Override
        public void dispatchInJob(JobHandler handler) {
            handler.on(this);
        }
    }

    /** Stop the process; the reason is for people. */
    record Shutdown(String reason) implements MasterMessage {
        @Override
        public void dispatch(Handler handler) {
            handler.on(this);
        }
    }
}
