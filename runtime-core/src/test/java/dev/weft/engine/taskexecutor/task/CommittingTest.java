package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.sink2.Committer;
import dev.weft.api.connector.sink2.CommitterInitContext;
import dev.weft.api.connector.sink2.CommittingSinkWriter;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.SinkWriter;
import dev.weft.api.connector.sink2.SupportsCommitter;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.Payload;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.engine.testing.SteppedThreads;
import dev.weft.engine.transport.Transport;
import dev.weft.program.Operation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CommittingTest {

    private static final List<String> STEPS = new CopyOnWriteArrayList<>();
    private static volatile MailboxExecutor mailbox;

    /** Counted down by each record on its way to the sink. */
    private static volatile CountDownLatch written;

    private final ThreadedTaskEngine engine = new ThreadedTaskEngine(
            new TaskEngineSettings(ExchangeSettings.local(Secret.random()), "localhost"),
            Machine.system(),
            Transport.tcp(),
            message -> {});

    @BeforeEach
    void forget() {
        STEPS.clear();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** Sums numbers; the sum becomes visible on commit. */
    private static final class SummingSink implements Sink<Long>, SupportsCommitter<Long> {
        private static final long serialVersionUID = 1L;
        private final boolean failing;
        private final int retries;

        SummingSink(boolean failing, int retries) {
            this.failing = failing;
            this.retries = retries;
        }

        @Override
        public SinkWriter<Long> createWriter(InitContext context) {
            mailbox = context.getMailboxExecutor();
            return new Writer();
        }

        @Override
        public Committer<Long> createCommitter(CommitterInitContext context) {
            return new Visible(failing, retries);
        }

        @Override
        public SimpleVersionedSerializer<Long> getCommittableSerializer() {
            return new Sums();
        }
    }

    private static final class Sums implements SimpleVersionedSerializer<Long> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Long sum) {
            return ByteBuffer.allocate(Long.BYTES).putLong(sum).array();
        }

        @Override
        public Long deserialize(int version, byte[] serialized) {
            return ByteBuffer.wrap(serialized).getLong();
        }
    }

    private static final class Writer implements CommittingSinkWriter<Long, Long> {
        private long sum;

        @Override
        public void write(Long element, Context context) {
            sum += element;
        }

        @Override
        public void flush(boolean endOfInput) {
            STEPS.add("flush " + endOfInput);
        }

        @Override
        public Collection<Long> prepareCommit() {
            STEPS.add("prepare");
            Collection<Long> prepared = sum == 0 ? List.of() : List.of(sum);
            sum = 0;
            return prepared;
        }

        @Override
        public void close() {
            STEPS.add("close writer");
        }
    }

    private static final class Visible implements Committer<Long> {
        private final boolean failing;
        private final int retries;

        Visible(boolean failing, int retries) {
            this.failing = failing;
            this.retries = retries;
        }

        @Override
        public void commit(Collection<CommitRequest<Long>> requests) {
            for (CommitRequest<Long> request : requests) {
                if (failing) {
                    request.signalFailedWithUnknownReason(new IllegalStateException("disk full"));
                } else if (request.getNumberOfRetries() < retries) {
                    STEPS.add("again");
                    request.retryLater();
                } else {
                    STEPS.add("commit " + request.getCommittable());
                }
            }
        }

        @Override
        public void close() {
            STEPS.add("close committer");
        }
    }

    private LittleJob.Run start(boolean failing) {
        LittleJob job = new LittleJob();
        job.numbers("numbers", 1, 1, 100).then(new Operation.SinkTo(new SummingSink(failing, 0)), Types.LONG);
        LittleJob.Run run = job.start(List.of(engine));
        run.events().awaitReady(1);
        return run;
    }

    @Test
    void effectsAreHeldUntilTheJobCommits() {
        LittleJob.Run run = start(false);
        ExecutionAttemptId attempt = run.tasks().keySet().iterator().next();
        assertThat(STEPS).containsExactly("flush true", "prepare");
        assertThat(run.events().state(attempt)).isEqualTo(TaskState.RUNNING);
        run.tasks().get(attempt).commit();
        run.events().awaitAll(TaskState.FINISHED);
        assertThat(STEPS).containsExactly("flush true", "prepare", "commit 5050", "close committer", "close writer");
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

    /** FLINK-26403, FLINK-25920, FLINK-38614. */
    @Test
    void withCheckpointsTheFirstThatIsTakenAfterTheEndCommitsAndEndsTheTask() {
        LittleJob.Run run = start(false);
        RunningTask task = run.tasks().values().iterator().next();
        task.triggerCheckpoint(request(3));
        run.events().awaitStored(task.attempt(), 3);
        task.checkpointAborted(3);
        task.triggerCheckpoint(request(4));
        run.events().awaitStored(task.attempt(), 4);
        assertThat(STEPS).doesNotContain("commit 5050");
        task.checkpointCompleted(4, false);
        run.events().awaitAll(TaskState.FINISHED);
        assertThat(STEPS).containsOnlyOnce("commit 5050");
    }

    @Test
    void aTaskWhoseOperatorsHadEndedCommitsWhatItRestoredAndEndsAtOnce() {
        LittleJob.Run run = start(false);
        RunningTask task = run.tasks().values().iterator().next();
        task.triggerCheckpoint(request(3));
        Payload state = run.events().awaitStored(task.attempt(), 3);
        run.cancelAll();
        run.events().awaitAll(TaskState.CANCELED);
        STEPS.clear();
        LittleJob again =
                new LittleJob().restored(Map.of(task.attempt(), state)).ended();
        again.numbers("numbers", 1, 1, 100).then(new Operation.SinkTo(new SummingSink(false, 0)), Types.LONG);
        again.start(List.of(engine)).events().awaitAll(TaskState.FINISHED);
        assertThat(STEPS).containsExactly("commit 5050", "close committer", "close writer");
    }

    /** Otherwise a transaction would stay open that nobody may ever commit: not every job that stops goes on. */
    @Test
    void aTaskThatStopsWithASavepointFinishesWhenWhatWasToBeTriedAgainIsCommitted() throws Exception {
        written = new CountDownLatch(2);
        LittleJob job = new LittleJob();
        job.vertex("numbers", 1)
                .then(new Operation.FromSource(new EndlessSource(), WatermarkStrategy.noWatermarks()), Types.LONG)
                .then(new Operation.Map((MapFunction<Long, Long>) CommittingTest::tell), Types.LONG)
                .then(new Operation.SinkTo(new SummingSink(false, 1)), Types.LONG);
        LittleJob.Run run = job.start(List.of(engine));
        RunningTask task = run.tasks().values().iterator().next();
        written.await();
        task.triggerCheckpoint(TaskRig.savepoint(1, CheckpointRequest.Next.SUSPEND));
        run.events().awaitStored(task.attempt(), 1);
        task.checkpointCompleted(1, false);
        run.events().awaitAll(TaskState.FINISHED);
        assertThat(STEPS).hasSize(6).startsWith("flush false", "prepare", "again");
        assertThat(STEPS.get(3)).startsWith("commit ");
    }

    private static Long tell(Long number) {
        written.countDown();
        return number;
    }

    @Test
    void aCancelledTaskCommitsNothing() {
        LittleJob.Run run = start(false);
        run.cancelAll();
        run.events().awaitAll(TaskState.CANCELED);
        assertThat(new ArrayList<>(STEPS)).containsExactly("flush true", "prepare", "close writer");
    }

    @Test
    void aCommitThatFailsForAnUnknownReasonFailsTheTask() {
        LittleJob.Run run = start(true);
        run.tasks().values().forEach(RunningTask::commit);
        run.events().awaitAllEnded();
        assertThat(run.events().failures().values()).singleElement().satisfies(cause -> {
            assertThat(cause.code()).isEqualTo(ErrorCode.USER_CODE);
            assertThat(cause.message()).contains("disk full", "operator 'Sink 2'");
        });
    }

    /** Its operators that have nothing left to do are not open. */
    @Test
    void aTaskWhoseOperatorsHadEndedTakesPartInCheckpointsWhileItCommits() {
        LittleJob.Run run = start(false);
        ExecutionAttemptId attempt = run.tasks().keySet().iterator().next();
        run.tasks().get(attempt).triggerCheckpoint(request(3));
        Payload state = run.events().awaitStored(attempt, 3);
        run.cancelAll();
        run.events().awaitAll(TaskState.CANCELED);
        STEPS.clear();

        LittleJob again = new LittleJob().restored(Map.of(attempt, state)).ended();
        again.numbers("numbers", 1, 1, 100).then(new Operation.SinkTo(new SummingSink(false, 1)), Types.LONG);
        Stepped stepped = new Stepped();
        LittleJob.Run ended = again.start(List.of(stepped.engine));
        stepped.threads.runAll();
        assertThat(STEPS).containsExactly("again");
        ended.tasks().get(attempt).triggerCheckpoint(request(4));
        stepped.threads.runAll();
        assertThat(STEPS).as("it prepares again").containsExactly("again", "flush false", "prepare");
        ended.events().awaitStored(attempt, 4);
        stepped.clock.advance(Duration.ofSeconds(1));
        stepped.threads.runAll();
        ended.events().awaitAll(TaskState.FINISHED);
        assertThat(STEPS).contains("commit 5050");
        stepped.close();
    }

    /** An engine whose threads take steps when the test says, and which writes snapshots on the threads of the tasks. */
    private static final class Stepped {
        private final ManualClock clock = new ManualClock();
        private final ManualEventLoop loop = new ManualEventLoop(clock);
        private final SteppedThreads threads = new SteppedThreads(clock);
        private final ThreadedTaskEngine engine = new ThreadedTaskEngine(
                new TaskEngineSettings(ExchangeSettings.local(Secret.random()), "localhost"),
                new Machine(clock, (name, faults) -> loop, threads, (name, most) -> new Direct(), new Random(1)),
                Transport.tcp(),
                message -> {});

        private record Direct() implements IoExecutor {
            @Override
            public void execute(Runnable task) {
                task.run();
            }

            @Override
            public void close() {}
        }

        void close() {
            engine.stop(() -> {});
            loop.runAll();
        }
    }

    @Test
    void aCommitThatAsksForItIsTriedAgainEverySecondAndMailsRunInBetween() {
        Stepped stepped = new Stepped();
        ManualClock clock = stepped.clock;
        SteppedThreads threads = stepped.threads;
        LittleJob job = new LittleJob();
        job.numbers("numbers", 1, 1, 100).then(new Operation.SinkTo(new SummingSink(false, 2)), Types.LONG);
        LittleJob.Run run = job.start(List.of(stepped.engine));
        threads.runAll();
        run.tasks().values().forEach(RunningTask::commit);
        threads.runAll();
        assertThat(STEPS).endsWith("prepare", "again");
        mailbox.execute(() -> STEPS.add("mail"), "a mail");
        threads.runAll();
        clock.advance(Duration.ofMillis(999));
        threads.runAll();
        assertThat(STEPS).endsWith("again", "mail");
        clock.advance(Duration.ofMillis(1));
        threads.runAll();
        assertThat(STEPS).endsWith("mail", "again");
        clock.advance(Duration.ofSeconds(1));
        threads.runAll();
        assertThat(STEPS).endsWith("again", "commit 5050", "close committer", "close writer");
        run.events().awaitAll(TaskState.FINISHED);
        stepped.close();
    }
}
