package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.IoCounters;
import dev.weft.engine.exchange.NoChannels;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.engine.taskexecutor.operator.Operators;
import dev.weft.engine.testing.FakeTask;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.program.Operation;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checkpoints of a task without channels, which the test triggers, and whose writers run when the test says. */
class TaskCheckpointsTest {

    private static final List<String> STEPS = new ArrayList<>();

    private final FakeTask task = new FakeTask(false);
    private final Wakeup wakeup = new Wakeup(Machine.system());
    private final Backpressure backpressure = new Backpressure(wakeup, new YieldFlag());
    private final Mailbox mailbox = new Mailbox(backpressure);
    private final ManualClock clock = new ManualClock();
    private final ManualIo io = new ManualIo();
    private final RecordingStore store = new RecordingStore();
    private final FullPlace place = new FullPlace();
    private Chain chain;
    private TaskCheckpoints checkpoints;

    @BeforeEach
    void open() {
        STEPS.clear();
        ChainedOperator operator =
                new ChainedOperator(new OperatorId("1".repeat(32)), "saves", new Operation.Map(new Saves()), List.of());
        ChainSpec spec = new ChainSpec(
                List.of(operator), List.of(), List.of(), new ChainSpec.Settings(false, new ExecutionConfig()));
        chain = Chain.build(spec, new Operators(task), List.of());
        chain.open();
        checkpoints = new TaskCheckpoints(new TaskCheckpoints.Parts(
                chain,
                NoChannels.of(wakeup),
                mailbox,
                backpressure,
                new IoCounters(),
                new ManualEventLoop(clock),
                io,
                new SnapshotWriting.Environment(
                        request -> store, clock, getClass().getClassLoader()),
                new Recorded()));
    }

    @AfterEach
    void closeAll() throws Exception {
        chain.close();
        task.close();
    }

    private static final class Saves implements MapFunction<Long, Long>, CheckpointedFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            return value;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            STEPS.add("snapshot " + context.getCheckpointId());
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            context.getOperatorStateStore()
                    .getListState(new ListStateDescriptor<>("numbers", Types.LONG))
                    .add(1L);
        }
    }

    private static final class Recorded implements CheckpointAnswers {
        @Override
        public void stored(long checkpointId, Payload state, CheckpointTimings timings, boolean ended) {
            STEPS.add("stored " + checkpointId + (ended ? " after the end" : ""));
        }

        @Override
        public void declined(long checkpointId, Throwable cause) {
            STEPS.add("declined " + checkpointId + ": " + cause.getMessage());
        }
    }

    /** Runs tasks when the test says. */
    private static final class ManualIo implements IoExecutor {
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        private boolean full;

        @Override
        public void execute(Runnable next) {
            if (full) {
                throw new WeftException(ErrorCode.INSUFFICIENT_RESOURCES, "all threads hang");
            }
            tasks.add(next);
        }

        @Override
        public void close() {}

        void runAll() {
            while (!tasks.isEmpty()) {
                tasks.poll().run();
            }
        }
    }

    /** Counts its open streams, and fails when the test says. */
    private static final class RecordingStore implements SnapshotStore {
        private int open;
        private boolean failing;

        @Override
        public void abandon() {
            STEPS.add("abandon");
        }

        @Override
        public SnapshotStream create() {
            open++;
            return new SnapshotStream() {
                private boolean closed;
                private long position;

                @Override
                public void write(int b) throws IOException {
                    if (failing) {
                        throw new IOException("disk full");
                    }
                    position++;
                }

                @Override
                public long position() {
                    return position;
                }

                @Override
                public StoredBytes finish() {
                    return new InlineBytes(new byte[(int) position]);
                }

                @Override
                public void close() {
                    open -= closed ? 0 : 1;
                    closed = true;
                }
            };
        }
    }

    /** A place that has neither room nor reserve until the test says so. */
    private static final class FullPlace implements Backpressure.Place {
        private boolean room;

        @Override
        public boolean hasRoom() {
            return room;
        }

        @Override
        public boolean hasReserve() {
            return room;
        }

        @Override
        public void askForRoom() {}
    }

    private static CheckpointRequest request(long id) {
        return new CheckpointRequest(
                id,
                0,
                CheckpointRequest.Kind.CHECKPOINT,
                CheckpointRequest.Alignment.ALIGNED,
                CheckpointRequest.NEVER,
                CheckpointRequest.Next.GO_ON,
                "",
                OptionalLong.empty());
    }

    private void command(String name) {
        checkpoints.runBehindBarrier(() -> STEPS.add(name));
    }

    @Test
    void aSnapshotIsTakenAtOnceAndStoredByAnIoThread() {
        checkpoints.trigger(request(1));
        assertThat(STEPS).containsExactly("snapshot 1");
        assertThat(checkpoints.isQuiet()).isFalse();
        io.runAll();
        mailbox.run();
        assertThat(STEPS).containsExactly("snapshot 1", "stored 1");
        assertThat(checkpoints.isQuiet()).isTrue();
        assertThat(store.open).isZero();
    }

    @Test
    void withoutReserveASnapshotWaitsAndTheSourcesCommandsWaitBehindIt() {
        backpressure.onFull(place);
        command("before");
        checkpoints.trigger(request(1));
        command("split");
        mailbox.run();
        assertThat(mailbox.hasMail()).isFalse();
        assertThat(STEPS).containsExactly("before");
        place.room = true;
        assertThat(mailbox.hasMail()).isTrue();
        mailbox.run();
        command("after");
        assertThat(STEPS).containsExactly("before", "snapshot 1", "split", "after");
    }

    @Test
    void anAbortEndsTheWait() {
        backpressure.onFull(place);
        checkpoints.trigger(request(1));
        command("split");
        checkpoints.aborted(1);
        assertThat(STEPS).containsExactly("split");
        place.room = true;
        mailbox.run();
        assertThat(STEPS).containsExactly("split");
        assertThat(checkpoints.isQuiet()).isTrue();
    }

    @Test
    void aNewerTriggerGivesUpTheOneThatWaits() {
        backpressure.onFull(place);
        checkpoints.trigger(request(1));
        checkpoints.trigger(request(2));
        assertThat(STEPS).singleElement().asString().startsWith("declined 1: a barrier of checkpoint 2");
        place.room = true;
        mailbox.run();
        assertThat(STEPS).hasSize(2).endsWith("snapshot 2");
    }

    @Test
    void aSnapshotTooManyIsDeclined() {
        for (int id = 1; id <= TaskCheckpoints.MOST_WRITTEN + 1; id++) {
            checkpoints.trigger(request(id));
        }
        assertThat(STEPS)
                .hasSize(TaskCheckpoints.MOST_WRITTEN + 1)
                .last()
                .asString()
                .startsWith("declined 5: 4 snapshots");
        io.runAll();
        mailbox.run();
        checkpoints.trigger(request(9));
        assertThat(STEPS).endsWith("snapshot 9");
    }

    /** FLINK-8871. */
    @Test
    void anAbortedSnapshotIsNotWritten() {
        checkpoints.trigger(request(1));
        checkpoints.aborted(1);
        assertThat(checkpoints.isQuiet()).isTrue();
        io.runAll();
        mailbox.run();
        assertThat(STEPS).containsExactly("snapshot 1", "abandon", "declined 1: the checkpoint was aborted");
        assertThat(store.open).isZero();
        assertThat(checkpoints.isQuiet()).isTrue();
    }

    @Test
    void aFailedWriteDeclinesAndLeavesNothingOpen() {
        store.failing = true;
        checkpoints.trigger(request(1));
        io.runAll();
        mailbox.run();
        assertThat(STEPS)
                .containsExactly(
                        "snapshot 1",
                        "abandon",
                        "declined 1: the state 'numbers' cannot be written: java.io.IOException: disk full");
        assertThat(store.open).isZero();
        assertThat(checkpoints.isQuiet()).isTrue();
    }

    @Test
    void withoutThreadsTheCheckpointIsDeclined() {
        io.full = true;
        checkpoints.trigger(request(1));
        assertThat(STEPS).containsExactly("snapshot 1", "declined 1: all threads hang");
        assertThat(checkpoints.isQuiet()).isTrue();
    }

    /** FLINK-24846. */
    @Test
    void theEndOfTheTaskEndsItsWriters() {
        checkpoints.trigger(request(1));
        checkpoints.close();
        mailbox.close();
        io.runAll();
        assertThat(STEPS).containsExactly("snapshot 1", "abandon", "declined 1: the checkpoint was aborted");
        assertThat(store.open).isZero();
    }

    @Test
    void aSnapshotAfterTheEndOfTheInputSaysSoAndHasNoStateThatNobodyNeeds() {
        checkpoints.trigger(request(1));
        checkpoints.onEndOfInput();
        checkpoints.trigger(request(2));
        io.runAll();
        assertThat(STEPS).containsExactly("snapshot 1", "stored 1", "stored 2 after the end");
    }

    @Test
    void aCheckpointCoversTheEndOnlyIfItsSnapshotWasTakenAfterIt() {
        checkpoints.trigger(request(1));
        checkpoints.onEndOfInput();
        checkpoints.completed(1, false);
        assertThat(checkpoints.coversTheEnd()).isFalse();
        checkpoints.trigger(request(2));
        checkpoints.completed(2, false);
        assertThat(checkpoints.coversTheEnd()).isTrue();
    }
}
