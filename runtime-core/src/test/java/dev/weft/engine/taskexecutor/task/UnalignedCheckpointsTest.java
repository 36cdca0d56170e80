package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.taskexecutor.task.LittleJob.Vertex;
import dev.weft.engine.taskexecutor.task.TaskRig.Way;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Unaligned checkpoints of tasks on real threads, behind a consumer that needs a millisecond for each of the thousands of
 * records that are queued for it.
 */
@Timeout(60)
class UnalignedCheckpointsTest {

    private static final int KEYS = 100;
    private static final long N = 2_000_000;

    /** Processed records in which an aligned checkpoint cannot be complete: many more are queued. */
    private static final long FEW = 300;
    /** Before these are processed, a checkpoint is stored that need not wait for what is queued: two seconds and more. */
    private static final long HALF_OF_WHAT_IS_QUEUED = 4_000;

    private static final TypeInformation<Tuple2<Long, Long>> COUNTS =
            TypeInformation.of(new TypeHint<Tuple2<Long, Long>>() {});

    private static final AtomicLong EMITTED = new AtomicLong();
    private static final AtomicLong PROCESSED = new AtomicLong();
    /** The largest count by key. */
    private static final Map<Long, Long> LARGEST = new ConcurrentHashMap<>();

    private static volatile boolean slow;

    private final TaskRig rig = new TaskRig();

    @BeforeEach
    void begin() {
        EMITTED.set(0);
        PROCESSED.set(0);
        slow = true;
    }

    @AfterEach
    void closeEngines() {
        rig.close();
    }

    /** Two sources, and two slow consumers that count by key. */
    private record Job(LittleJob job, Vertex source, Vertex consumer) {
        static Job counting() {
            LittleJob job = new LittleJob();
            KeySelector<Tuple2<Long, Long>, Long> key = t -> t.f0;
            MapFunction<Long, Tuple2<Long, Long>> pair = i -> {
                EMITTED.incrementAndGet();
                return Tuple2.of(i % KEYS, 1L);
            };
            ReduceFunction<Tuple2<Long, Long>> sum = (a, b) -> Tuple2.of(a.f0, a.f1 + b.f1);
            MapFunction<Tuple2<Long, Long>, Tuple2<Long, Long>> pace = counted -> {
                PROCESSED.incrementAndGet();
                LARGEST.merge(counted.f0, counted.f1, Math::max);
                if (slow) {
                    LockSupport.parkNanos(1_000_000);
                }
                return counted;
            };
            Vertex source = job.numbers("numbers", 2, 0, N - 1).then(new Operation.Map(pair), COUNTS);
            Vertex consumer = job.vertex("consumer", 2);
            source.to(consumer, ShipStrategy.HASH, new Partitioning.KeyGroups(key, Types.LONG), 0);
            consumer.then(new Operation.KeyedReduce(sum), COUNTS).then(new Operation.Map(pace), COUNTS);
            return new Job(job, source, consumer);
        }

        void trigger(LittleJob.Run run, CheckpointRequest request) {
            for (int subtask = 0; subtask < 2; subtask++) {
                run.task(source, subtask).triggerCheckpoint(request);
            }
        }
    }

    /** Waits until the sources sleep, because everything between them and the consumers is full. */
    private static void awaitBackpressure(Job job, LittleJob.Run run) {
        run.events().awaitAll(TaskState.RUNNING);
        for (int subtask = 0; subtask < 2; subtask++) {
            Task source = (Task) run.task(job.source, subtask);
            while (EMITTED.get() < 10_000 || source.thread().getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
    }

    private static void awaitProcessed(long count) {
        while (PROCESSED.get() < count) {
            Thread.onSpinWait();
        }
    }

    private static long inFlightBytes(Map<ExecutionAttemptId, Payload> state) {
        return state.values().stream()
                .flatMap(task -> StateCodec.decode(task).values().stream())
                .flatMap(pieces -> pieces.inFlight().stream())
                .flatMap(piece -> piece.parts().stream())
                .mapToLong(InFlightPiece.Part::length)
                .sum();
    }

    private void assertEveryRecordCountsOnce(Map<ExecutionAttemptId, Payload> state) {
        slow = false;
        LARGEST.clear();
        Job second = Job.counting();
        LittleJob.Run again = rig.start(second.job.restored(state));
        again.events().awaitAll(TaskState.FINISHED);
        assertThat(LARGEST)
                .hasSize(KEYS)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(N / KEYS));
    }

    @ParameterizedTest
    @EnumSource
    void behindASlowConsumerAnUnalignedCheckpointIsStoredAtOnceAndHoldsEveryRecordOnce(Way way) {
        rig.start(way);
        Job job = Job.counting();
        LittleJob.Run run = rig.start(job.job);
        awaitBackpressure(job, run);
        long before = PROCESSED.get();
        job.trigger(run, TaskRig.unaligned(1));
        Map<ExecutionAttemptId, Payload> state = TaskRig.stored(run, 1);
        assertThat(PROCESSED.get() - before).isLessThan(HALF_OF_WHAT_IS_QUEUED);
        TaskRig.cancel(run);
        assertThat(inFlightBytes(state)).isGreaterThan(10_000);
        assertEveryRecordCountsOnce(state);
    }

    @ParameterizedTest
    @EnumSource
    void behindASlowConsumerAnAlignedCheckpointWaitsUntilItsTimeoutHasPassed(Way way) {
        rig.start(way);
        Job job = Job.counting();
        LittleJob.Run run = rig.start(job.job);
        awaitBackpressure(job, run);
        long before = PROCESSED.get();
        job.trigger(run, TaskRig.checkpoint(1, Alignment.ALIGNED, CheckpointRequest.NEVER));
        run.events().awaitStored(run.task(job.source, 0).attempt(), 1);
        awaitProcessed(before + FEW);
        for (int subtask = 0; subtask < 2; subtask++) {
            assertThat(run.events().isStored(run.task(job.consumer, subtask).attempt(), 1))
                    .isFalse();
        }
        TaskRig.cancel(run);

        PROCESSED.set(0);
        EMITTED.set(0);
        Job second = Job.counting();
        run = rig.start(second.job);
        awaitBackpressure(second, run);
        before = PROCESSED.get();
        second.trigger(run, TaskRig.checkpoint(1, Alignment.ALIGNED, 20));
        Map<ExecutionAttemptId, Payload> state = TaskRig.stored(run, 1);
        assertThat(PROCESSED.get() - before).isLessThan(HALF_OF_WHAT_IS_QUEUED);
        TaskRig.cancel(run);
        assertThat(inFlightBytes(state)).isGreaterThan(10_000);
        assertEveryRecordCountsOnce(state);
    }

    @ParameterizedTest
    @EnumSource
    void manyUnalignedCheckpointsOneAfterAnotherNeedNoRoomBehindASlowConsumer(Way way) {
        rig.start(way);
        Job job = Job.counting();
        LittleJob.Run run = rig.start(job.job);
        awaitBackpressure(job, run);
        Map<ExecutionAttemptId, Payload> state = Map.of();
        for (long id = 1; id <= 50; id++) {
            long before = PROCESSED.get();
            job.trigger(run, TaskRig.unaligned(id));
            state = TaskRig.stored(run, id);
            assertThat(PROCESSED.get() - before).isLessThan(HALF_OF_WHAT_IS_QUEUED);
        }
        TaskRig.cancel(run);
        assertEveryRecordCountsOnce(state);
    }

    @ParameterizedTest
    @EnumSource
    void recordsInFlightThatWereRestoredAndNotProcessedAreInTheNextCheckpoint(Way way, @TempDir Path directory) {
        rig.start(way);
        Job first = Job.counting();
        LittleJob.Run run = rig.start(first.job);
        awaitBackpressure(first, run);
        first.trigger(run, TaskRig.unaligned(1));
        Map<ExecutionAttemptId, Payload> state = TaskRig.stored(run, 1);
        TaskRig.cancel(run);
        long bytes = inFlightBytes(state);

        Job second = Job.counting();
        run = rig.start(second.job.restored(state));
        run.events().awaitAll(TaskState.RUNNING);
        second.trigger(run, TaskRig.unaligned(2, directory));
        state = TaskRig.stored(run, 2);
        TaskRig.cancel(run);
        assertThat(inFlightBytes(state)).isGreaterThan(bytes / 2);
        assertEveryRecordCountsOnce(state);
    }

    // ---- a producer that has ended

    /** As many records as fit into the buffers of one channel, most of them at the consumer. */
    private static final long ENDS_QUEUED = 33_000;

    /** A source that ends while the slow consumer has thousands of its records to read, and one that goes on. */
    private record Ending(LittleJob job, Vertex brief, Vertex endless, Vertex consumer) {
        static Ending of(LittleJob job) {
            MapFunction<Long, Long> pace = number -> {
                PROCESSED.incrementAndGet();
                LARGEST.merge(number, 1L, Long::sum);
                if (slow) {
                    LockSupport.parkNanos(1_000_000);
                }
                return number;
            };
            Vertex brief = job.numbers("brief", 1, 0, ENDS_QUEUED - 1);
            Vertex other = job.numbers("other", 1, ENDS_QUEUED, N);
            Vertex consumer = job.vertex("consumer", 1);
            brief.to(consumer, ShipStrategy.REBALANCE, new Partitioning.Rebalance(), 0);
            other.to(consumer, ShipStrategy.REBALANCE, new Partitioning.Rebalance(), 0);
            consumer.then(new Operation.Map(pace), Types.LONG);
            return new Ending(job, brief, other, consumer);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED_MEMORY", "TCP"})
    void whatAnEndedProducerHasStillQueuedIsInFlightToo(Way way) {
        rig.start(way);
        LARGEST.clear();
        Ending first = Ending.of(new LittleJob());
        LittleJob.Run run = rig.start(first.job);
        ExecutionAttemptId brief = run.task(first.brief, 0).attempt();
        run.events().awaitState(brief, TaskState.FINISHED);
        awaitProcessed(10);
        long before = PROCESSED.get();
        run.task(first.endless, 0).triggerCheckpoint(TaskRig.unaligned(1));
        Map<ExecutionAttemptId, Payload> state = new HashMap<>();
        for (Vertex vertex : List.of(first.endless, first.consumer)) {
            ExecutionAttemptId attempt = run.task(vertex, 0).attempt();
            state.put(attempt, run.events().awaitStored(attempt, 1));
        }
        assertThat(PROCESSED.get() - before).isLessThan(HALF_OF_WHAT_IS_QUEUED);
        TaskRig.cancel(run);
        assertThat(inFlightBytes(state)).isGreaterThan(10_000);
    }

    // ---- a custom partitioner

    /** The consumers do not go on before that. */
    private static volatile CountDownLatch open;

    @ParameterizedTest
    @EnumSource
    void barriersDoNotOvertakeRecordsThatTheUsersPartitionerHasPlaced(Way way) {
        rig.start(way);
        open = new CountDownLatch(1);
        LittleJob job = new LittleJob();
        MapFunction<Long, Long> tell = number -> {
            EMITTED.incrementAndGet();
            return number;
        };
        MapFunction<Long, Long> wait = number -> {
            open.await();
            return number;
        };
        Vertex source = job.numbers("numbers", 2, 0, N - 1).then(new Operation.Map(tell), Types.LONG);
        Vertex consumer = job.vertex("consumer", 2);
        KeySelector<Long, Long> key = number -> number;
        source.to(
                consumer,
                ShipStrategy.CUSTOM,
                new Partitioning.Custom((Long number, int n) -> (int) (number % n), key),
                0);
        consumer.then(new Operation.Map(wait), Types.LONG);
        LittleJob.Run run = rig.start(job);
        Job queued = new Job(job, source, consumer);
        awaitBackpressure(queued, run);
        queued.trigger(run, TaskRig.unaligned(1));
        for (int subtask = 0; subtask < 2; subtask++) {
            run.events().awaitStored(run.task(source, subtask).attempt(), 1);
        }
        open.countDown();
        assertThat(inFlightBytes(TaskRig.stored(run, 1))).isZero();
        TaskRig.cancel(run);
    }
}
