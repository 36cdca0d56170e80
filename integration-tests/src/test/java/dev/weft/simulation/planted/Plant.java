package dev.weft.simulation.planted;

import java.util.List;
import java.util.Optional;

/**
 * A planted fault, such as a programmer could have made (a mutation in the sense of mutation testing): methods that
 * sometimes do nothing, or return something else.
 *
 * @param name on the command line and in the report
 * @param story what is wrong
 * @param oneIn it goes wrong in one of so many calls
 * @param mutations where
 */
public record Plant(String name, String story, int oneIn, List<Mutation> mutations) {

    /** The system property that names the plant of a worker. */
    static final String PROPERTY = "weft.simulation.planted";

    /**
     * One changed method.
     *
     * @param type binary name of its class
     * @param method its name and the beginning of its descriptor; of a method without a call, a part of its name
     * @param removedCall a method that is not called in it any more; empty when the method itself returns at once
     * @param answer what it returns then, by {@link Chance#answer}
     */
    record Mutation(String type, String method, String removedCall, Answer answer) {

        static Mutation returns(String type, String method, Answer answer) {
            return new Mutation(type, method, "", answer);
        }
    }

    /** When a method returns at once, and what. */
    enum Answer {
        /** A checkpoint's metadata is durable, although nothing was written. */
        DONE_WITHOUT_WRITING,
        /** The latest pending checkpoint, whichever is asked for. */
        LATEST_PENDING,
        NOTHING,
        TRUE,
        NO_EFFECTS,
        EMPTY_SET,
        EMPTY_OPTIONAL,
        EMPTY_OPTIONAL_LONG,
        /** No effects, but only of a container whose start has not been confirmed. */
        NO_EFFECTS_WHILE_LAUNCHING,
        /** The execution of that subtask, whichever attempt is asked for. */
        LATEST_EXECUTION,
        /** The first local copy that the same task has made of a file of the same name. */
        OLDEST_COPY,
        /** The local copy, whatever is in it. */
        COPY_AS_IT_IS
    }

    private static final String EXCHANGE = "dev.weft.engine.exchange.";
    private static final String TASK = "dev.weft.engine.taskexecutor.task.";
    private static final String OPERATOR = "dev.weft.engine.taskexecutor.operator.";
    private static final String RESOURCES = "dev.weft.engine.resourcemanager.";
    private static final String JOBS = "dev.weft.engine.jobmaster.";
    private static final String LOCAL_COPIES = "dev.weft.engine.checkpoint.LocalCopies";
    private static final String YARN = "dev.weft.yarn.appmaster.";

    /** All of them. */
    public static List<Plant> all() {
        return List.of(
                of(
                        "lost-credit",
                        "a consumer's credit does not reach its producer",
                        8,
                        Mutation.returns(EXCHANGE + "FetchingConnection", "credit(", Answer.NOTHING)),
                of(
                        "skipped-wake-up",
                        "a signal does not wake the task that sleeps",
                        16,
                        Mutation.returns(EXCHANGE + "Wakeup", "signal(", Answer.NOTHING)),
                of(
                        "slot-not-returned",
                        "the slot of a job that has ended stays taken",
                        3,
                        Mutation.returns(RESOURCES + "SlotLedger", "free(Ldev/weft/", Answer.NOTHING)),
                of(
                        "grant-taken-twice",
                        "a slot that was given to a job is given to the next one, too",
                        1,
                        new Mutation(RESOURCES + "SlotLedger", "grant", "set", Answer.NOTHING)),
                of(
                        "surplus-kept",
                        "a container that was given beyond the demand is not given back",
                        2,
                        Mutation.returns(YARN + "RmSession", "release(", Answer.NOTHING)),
                of(
                        "cancel-lost",
                        "a task does not hear that it is cancelled",
                        4,
                        Mutation.returns(TASK + "Task", "cancel(", Answer.NOTHING)),
                of(
                        "early-completion-ignored",
                        "the end of a container is ignored while its start is not confirmed",
                        1,
                        Mutation.returns(YARN + "ContainerLedger", "onCompleted(", Answer.NO_EFFECTS_WHILE_LAUNCHING)),
                of(
                        "stale-attempt-accepted",
                        "what an attempt says that was replaced counts for the one that replaced it",
                        1,
                        Mutation.returns(JOBS + "ExecutionGraph", "find(Ldev/weft/", Answer.LATEST_EXECUTION),
                        Mutation.returns(JOBS + "Execution", "isOn(", Answer.TRUE),
                        Mutation.returns(RESOURCES + "WorkerRegistry", "forgetConnection(", Answer.NOTHING)),
                of(
                        "output-committed-twice",
                        "a job restarts although some of its sinks have committed",
                        1,
                        Mutation.returns(JOBS + "ExecutionGraph", "anyCommitting(", Answer.NOTHING)),
                of(
                        "output-left",
                        "what tasks of a lost executor have written is not removed",
                        1,
                        Mutation.returns("dev.weft.connector.file.sink.HiddenFiles", "remove(", Answer.NOTHING)),
                of(
                        "buffers-kept",
                        "a task that gets buffers for some of its channels only keeps those",
                        1,
                        new Mutation(EXCHANGE + "Exchange", "open", "close", Answer.NOTHING)),
                of(
                        "watermark-held-back",
                        "what a channel's mark changes is not passed on",
                        8,
                        Mutation.returns(TASK + "WatermarkValve", "advance(", Answer.NOTHING)),
                of(
                        "alignment-ignored",
                        "a reader that is too far ahead is not held back",
                        1,
                        Mutation.returns(OPERATOR + "SourceAlignment", "holdsBack(", Answer.NOTHING)),
                of(
                        "barrier-passed-by-data",
                        "a channel that has delivered a barrier is read on before the others have",
                        1,
                        Mutation.returns(EXCHANGE + "Inputs", "block(", Answer.NOTHING)),
                of(
                        "record-in-flight-lost",
                        "records that a barrier has overtaken are not in the checkpoint",
                        1,
                        Mutation.returns(EXCHANGE + "OvertakenRecords", "add(L", Answer.NOTHING),
                        Mutation.returns(EXCHANGE + "OvertakenRecords", "addQueued(", Answer.NOTHING)),
                of(
                        "record-in-flight-not-restored",
                        "a restored task begins with what is sent to it, without the records in flight",
                        1,
                        Mutation.returns(EXCHANGE + "Inputs", "restore(", Answer.NOTHING)),
                of(
                        "timer-lost",
                        "a timer is not restored",
                        4,
                        Mutation.returns("dev.weft.engine.state.heap.HeapTimers", "restore(", Answer.NOTHING)),
                of(
                        "restored-timer-not-scheduled",
                        "a restored timer in processing time fires only when another one has been registered",
                        1,
                        Mutation.returns("dev.weft.engine.state.KeyedTimers", "open(", Answer.NOTHING)),
                of(
                        "sessions-not-combined",
                        "when session windows merge, the content of one of them is lost",
                        1,
                        Mutation.returns(OPERATOR + "window.WindowContent", "merge(", Answer.NOTHING)),
                of(
                        "trigger-state-not-merged",
                        "when session windows merge, the state of their triggers is lost",
                        1,
                        Mutation.returns(OPERATOR + "window.TriggerContext", "mergePartitionedState(", Answer.NOTHING)),
                of(
                        "expired-state-read",
                        "a value is read although its time to live has passed",
                        1,
                        Mutation.returns("dev.weft.engine.state.ttl.Lifetime", "isDead(", Answer.NOTHING)),
                of(
                        "operator-state-lost",
                        "a list or broadcast map is not restored",
                        4,
                        Mutation.returns("dev.weft.engine.state.UnkeyedState", "restore(", Answer.NOTHING)),
                of(
                        "input-ends-twice",
                        "an operator is told again of the end of an input that its state contains",
                        1,
                        Mutation.returns("dev.weft.engine.state.OperatorState", "endedGates(", Answer.EMPTY_SET)),
                of(
                        "ended-task-runs-again",
                        "a task that had ended at the restored checkpoint processes the end of its input once more",
                        1,
                        Mutation.returns(
                                JOBS + "checkpoint.RestoredState",
                                "hasEnded(Ldev/weft/engine/graph/JobVertex",
                                Answer.NOTHING)),
                of(
                        "enumerator-begins-anew",
                        "the state of an enumerator is not restored",
                        1,
                        Mutation.returns(JOBS + "checkpoint.RestoredState", "ofEnumerator(", Answer.EMPTY_OPTIONAL)),
                of(
                        "splits-not-given-back",
                        "what a lost reader got after the checkpoint does not come back",
                        1,
                        Mutation.returns(JOBS + "source.SourceCoordinator", "onReaderRestarted(", Answer.NOTHING)),
                of(
                        "committables-lost",
                        "what a sink has prepared for its commit is not in the checkpoint",
                        1,
                        new Mutation(OPERATOR + "SinkOperator", "saveIntoState", "write", Answer.NOTHING)),
                of(
                        "commit-not-retried",
                        "a commit that is to be tried again is not",
                        1,
                        Mutation.returns(OPERATOR + "CommitRun$Request", "isDone(", Answer.TRUE)),
                of(
                        "commit-failure-ignored",
                        "a task goes on although a commit has failed",
                        1,
                        Mutation.returns(OPERATOR + "CommitRun$Request", "failOnUnknown(", Answer.NOTHING)),
                of(
                        "sink-begins-anew",
                        "a sink is not told that it goes on from a checkpoint, and gives up what that holds",
                        1,
                        Mutation.returns(
                                OPERATOR + "SinkContext", "getRestoredCheckpointId(", Answer.EMPTY_OPTIONAL_LONG)),
                of(
                        "savepoint-deleted-by-its-job",
                        "a savepoint that a job has taken is deleted when the job does not need it any more",
                        1,
                        Mutation.returns(JOBS + "checkpoint.CompletedCheckpoint", "owned(", Answer.TRUE)),
                of(
                        "checkpoints-stay-off",
                        "after a stop that has failed no checkpoint is taken any more",
                        1,
                        Mutation.returns(JOBS + "checkpoint.CheckpointCoordinator", "onDeployed(", Answer.NOTHING)),
                of(
                        "failed-savepoint-left",
                        "what tasks have stored for a savepoint that has failed is not deleted",
                        1,
                        Mutation.returns(
                                JOBS + "checkpoint.CheckpointDisposal",
                                "discard(Ldev/weft/engine/jobmaster/checkpoint/PendingCheckpoint;",
                                Answer.NOTHING)),
                of(
                        "splits-of-readers-lost",
                        "what a reader has of its splits is not in the checkpoint",
                        2,
                        new Mutation(OPERATOR + "SourceOperator", "saveIntoState", "write", Answer.NOTHING)),
                of(
                        "commit-before-durable",
                        "tasks are told to commit by a checkpoint whose metadata was not written",
                        4,
                        Mutation.returns(JOBS + "checkpoint.MetadataWrite", "write(", Answer.DONE_WITHOUT_WRITING)),
                of(
                        "stale-acknowledgement-accepted",
                        "what a task has stored for another checkpoint counts for the latest one",
                        1,
                        Mutation.returns(JOBS + "checkpoint.CheckpointLedger", "pending(J", Answer.LATEST_PENDING)),
                of(
                        "shared-file-deleted-too-early",
                        "a file that several checkpoints name is counted too few times",
                        4,
                        Mutation.returns(
                                "dev.weft.engine.checkpoint.SharedFiles", "use(Ljava/lang/String;", Answer.NOTHING)),
                of(
                        "merged-file-left-open",
                        "tasks acknowledge a checkpoint before the file is closed that several of them have written to",
                        1,
                        Mutation.returns("dev.weft.engine.checkpoint.SegmentFiles", "close()", Answer.NOTHING)),
                of(
                        "stale-local-copy-read",
                        "a task goes on from a local copy that belongs to an earlier checkpoint",
                        1,
                        Mutation.returns(LOCAL_COPIES, "completed(", Answer.NOTHING),
                        Mutation.returns(LOCAL_COPIES, "find(", Answer.OLDEST_COPY)),
                of(
                        "damaged-local-copy-read",
                        "a task goes on from a local copy that does not match its checksum",
                        1,
                        Mutation.returns(LOCAL_COPIES, "find(", Answer.COPY_AS_IT_IS)),
                of(
                        "late-data-lost",
                        "what comes too late for its window does not get aside",
                        8,
                        Mutation.returns(OPERATOR + "window.Lateness", "tooLate(", Answer.NOTHING)));
    }

    private static Plant of(String name, String story, int oneIn, Mutation... mutations) {
        return new Plant(name, story, oneIn, List.of(mutations));
    }

    /** The plant of this process. */
    static Optional<Plant> ofThisProcess() {
        String name = System.getProperty(PROPERTY, "");
        return all().stream().filter(plant -> plant.name().equals(name)).findFirst();
    }
}
