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
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.Payload;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.taskexecutor.task.LittleJob.Vertex;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
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

    private static final TypeInformation<Tuple2<Long, Long>> COUNTS =
            TypeInformation.of(new TypeHint<Tuple2<Long, Long>>() {});

    private static final AtomicLong EMITTED = new AtomicLong();
    private static final AtomicLong PROCESSED = new AtomicLong();
    /** The largest count by key. */
    private static final Map<Long, Long> LARGEST = new ConcurrentHashMap<>();

    private static volatile boolean slow;

    private enum Way {
        LOCAL,
        SHARED_MEMORY,
        TCP
    }

    private final Secret secret = Secret.random();
    private final List<ThreadedTaskEngine> engines = new ArrayList<>();

    @BeforeEach
    void begin() {
        EMITTED.set(0);
        PROCESSED.set(0);
        slow = true;
    }

    @AfterEach
    void closeEngines() {
        engines.forEach(ThreadedTaskEngine::close);
    }

    private void startEngines(Way way) {
        for (int i = 0; i < (way == Way.LOCAL ? 1 : 2); i++) {
            ExchangeSettings exchange = new ExchangeSettings(
                    64L << 20,
                    32 << 10,
                    1 << 20,
                    way == Way.SHARED_MEMORY,
                    BindAddress.anyPort("127.0.0.1"),
                    secret,
                    1,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30));
            engines.add(new ThreadedTaskEngine(
                    new TaskEngineSettings(exchange, "localhost"), Machine.system(), Transport.tcp(), message -> {}));
        }
    }

    private LittleJob.Run start(LittleJob job) {
        return job.start(engines, (vertex, subtask) -> engines.size() > 1 && vertex.equals("consumer") ? 1 : 0);
    }

    private static CheckpointRequest request(long id, Alignment alignment, long timeoutMs) {
        return new CheckpointRequest(
                id,
                System.currentTimeMillis(),
                CheckpointRequest.Kind.CHECKPOINT,
                alignment,
                timeoutMs,
                CheckpointRequest.Next.GO_ON,
                "",
                OptionalLong.empty());
    }

    private static CheckpointRequest unaligned(long id) {
        return request(id, Alignment.UNALIGNED, CheckpointRequest.NEVER);
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

    private static Map<ExecutionAttemptId, Payload> stored(LittleJob.Run run, long checkpointId) {
        Map<ExecutionAttemptId, Payload> state = new HashMap<>();
        run.tasks().keySet().forEach(attempt -> state.put(attempt, run.events().awaitStored(attempt, checkpointId)));
        return state;
    }

    private static void end(LittleJob.Run run) {
        run.cancelAll();
        run.events().awaitAllEnded();
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
        LittleJob.Run again = start(second.job.restored(state));
        again.events().awaitAll(TaskState.FINISHED);
        assertThat(LARGEST)
                .hasSize(KEYS)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(N / KEYS));
    }

    @ParameterizedTest
    @EnumSource
    void behindASlowConsumerAnUnalignedCheckpointIsStoredAtOnceAndHoldsEveryRecordOnce(Way way) {
        startEngines(way);
        Job job = Job.counting();
        LittleJob.Run run = start(job.job);
        awaitBackpressure(job, run);
        long before = PROCESSED.get();
        job.trigger(run, unaligned(1));
        Map<ExecutionAttemptId, Payload> state = stored(run, 1);
        assertThat(PROCESSED.get() - before).isLessThan(FEW);
        end(run);
        assertThat(inFlightBytes(state)).isGreaterThan(10_000);
        assertEveryRecordCountsOnce(state);
    }

    @ParameterizedTest
    @EnumSource
    void behindASlowConsumerAnAlignedCheckpointWaitsUntilItsTimeoutHasPassed(Way way) {
        startEngines(way);
        Job job = Job.counting();
        LittleJob.Run run = start(job.job);
        awaitBackpressure(job, run);
        long before = PROCESSED.get();
        job.trigger(run, request(1, Alignment.ALIGNED, CheckpointRequest.NEVER));
        run.events().awaitStored(run.task(job.source, 0).attempt(), 1);
        awaitProcessed(before + FEW);
        for (int subtask = 0; subtask < 2; subtask++) {
            assertThat(run.events().isStored(run.task(job.consumer, subtask).attempt(), 1))
                    .isFalse();
        }
        end(run);

        PROCESSED.set(0);
        EMITTED.set(0);
        Job second = Job.counting();
        run = start(second.job);
        awaitBackpressure(second, run);
        before = PROCESSED.get();
        second.trigger(run, request(1, Alignment.ALIGNED, 20));
        Map<ExecutionAttemptId, Payload> state = stored(run, 1);
        assertThat(PROCESSED.get() - before).isLessThan(FEW);
        end(run);
        assertThat(inFlightBytes(state)).isGreaterThan(10_000);
        assertEveryRecordCountsOnce(state);
    }

    @ParameterizedTest
    @EnumSource
    void manyUnalignedCheckpointsOneAfterAnotherNeedNoRoomBehindASlowConsumer(Way way) {
        startEngines(way);
        Job job = Job.counting();
        LittleJob.Run run = start(job.job);
        awaitBackpressure(job, run);
        Map<ExecutionAttemptId, Payload> state = Map.of();
        for (long id = 1; id <= 50; id++) {
            long before = PROCESSED.get();
            job.trigger(run, unaligned(id));
            state = stored(run, id);
            assertThat(PROCESSED.get() - before).isLessThan(FEW);
        }
        end(run);
        assertEveryRecordCountsOnce(state);
    }

    @ParameterizedTest
    @EnumSource
    void recordsInFlightThatWereRestoredAndNotProcessedAreInTheNextCheckpoint(Way way) {
        startEngines(way);
        Job first = Job.counting();
        LittleJob.Run run = start(first.job);
        awaitBackpressure(first, run);
        first.trigger(run, unaligned(1));
        Map<ExecutionAttemptId, Payload> state = stored(run, 1);
        end(run);
        long bytes = inFlightBytes(state);

        Job second = Job.counting();
        run = start(second.job.restored(state));
        run.events().awaitAll(TaskState.RUNNING);
        second.trigger(run, unaligned(2));
        state = stored(run, 2);
        end(run);
        assertThat(inFlightBytes(state)).isGreaterThan(bytes / 2);
        assertEveryRecordCountsOnce(state);
    }
}
