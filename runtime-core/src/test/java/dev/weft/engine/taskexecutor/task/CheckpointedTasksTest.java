package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.taskexecutor.task.LittleJob.Vertex;
import dev.weft.engine.taskexecutor.task.TaskRig.Way;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.functions.async.AsyncFunction;
import dev.weft.streaming.api.functions.async.ResultFuture;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.functions.source.SourceFunction;
import dev.weft.streaming.util.retryable.AsyncRetryStrategies;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checkpoints of tasks on real threads. The record at which a checkpoint is triggered is certain, because a function
 * triggers it in the middle of that record: so it is certain, too, which records the checkpoint contains.
 */
@Timeout(60)
class CheckpointedTasksTest {

    private static final int KEYS = 100;
    private static final TypeInformation<Tuple2<Long, Long>> COUNTS =
            TypeInformation.of(new TypeHint<Tuple2<Long, Long>>() {});

    /** Called with every number that a source emits, on its thread. */
    private static LongConsumer emitted;

    private static Runnable blocking;
    private static volatile Thread functionThread;

    private static final List<String> STEPS = new CopyOnWriteArrayList<>();

    private final TaskRig rig = new TaskRig();

    @BeforeEach
    void begin() {
        emitted = number -> {};
        blocking = () -> {};
        functionThread = null;
    }

    @AfterEach
    void closeEngines() {
        rig.close();
    }

    /** A job on the state backend under test. */
    LittleJob job() {
        return new LittleJob();
    }

    /** Triggers a checkpoint at the sources in the middle of these numbers. */
    private static void triggerAt(CountDownLatch started, LittleJob.Run[] run, Vertex source, long... numbers) {
        emitted = number -> {
            for (int subtask = 0; subtask < numbers.length; subtask++) {
                if (number == numbers[subtask]) {
                    await(started);
                    run[0].task(source, subtask).triggerCheckpoint(TaskRig.aligned(1));
                }
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- keyed state, two producers and two consumers

    private record Job(LittleJob job, Vertex source, Collected<Tuple2<Long, Long>> sink) {}

    private Job counting(long n) {
        Collected<Tuple2<Long, Long>> sink = new Collected<>();
        LittleJob job = job();
        KeySelector<Tuple2<Long, Long>, Long> key = t -> t.f0;
        MapFunction<Long, Tuple2<Long, Long>> pair = i -> {
            emitted.accept(i);
            return Tuple2.of(i % KEYS, 1L);
        };
        ReduceFunction<Tuple2<Long, Long>> sum = (a, b) -> Tuple2.of(a.f0, a.f1 + b.f1);
        Vertex source = job.numbers("numbers", 2, 0, n - 1).then(new Operation.Map(pair), COUNTS);
        Vertex counter = job.vertex("consumer", 2);
        source.to(counter, ShipStrategy.HASH, new Partitioning.KeyGroups(key, Types.LONG), 0);
        counter.then(new Operation.KeyedReduce(sum), COUNTS).then(new Operation.SinkFunctionCall(sink), COUNTS);
        return new Job(job, source, sink);
    }

    @ParameterizedTest
    @EnumSource
    void everyRecordCountsOnceWhenAKeyedSumGoesOnFromACheckpoint(Way way) {
        rig.start(way);
        long n = 60_000;
        Job first = counting(n);
        LittleJob.Run[] run = new LittleJob.Run[1];
        CountDownLatch started = new CountDownLatch(1);
        triggerAt(started, run, first.source, 9_999, n / 2 + 4_999);
        run[0] = rig.start(first.job);
        started.countDown();
        Map<ExecutionAttemptId, Payload> state = TaskRig.stored(run[0], 1);
        run[0].events().awaitAll(TaskState.FINISHED);
        assertThat(first.sink.results()).hasSize((int) n);

        emitted = number -> {};
        Job second = counting(n);
        LittleJob.Run again = rig.start(second.job.restored(state));
        again.events().awaitAll(TaskState.FINISHED);
        assertThat(second.sink.results()).hasSize((int) n - 10_000 - 5_000);
        Map<Object, Long> last = new TreeMap<>();
        for (Object result : second.sink.results()) {
            Tuple2<?, ?> pair = (Tuple2<?, ?>) result;
            last.merge(pair.f0, (Long) pair.f1, Long::max);
        }
        assertThat(last)
                .hasSize(KEYS)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(n / KEYS));
    }

    // ---- two gates

    /** Counts the records of each input in its state. */
    private static final class CountsBoth implements CoMapFunction<Long, Long, Long>, CheckpointedFunction {
        private static final long serialVersionUID = 1L;
        private final long[] counts = new long[2];
        private transient ListState<Long> state;

        @Override
        public Long map1(Long value) {
            return ++counts[0];
        }

        @Override
        public Long map2(Long value) {
            return - ++counts[1];
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            state.update(List.of(counts[0], counts[1]));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("counts", Types.LONG));
            int gate = 0;
            for (Long restored : state.get()) {
                counts[gate++] = restored;
            }
        }
    }

    private record Both(LittleJob job, Vertex left, Vertex right, Collected<Long> sink) {
        static Both of(LittleJob job) {
            Collected<Long> sink = new Collected<>();
            MapFunction<Long, Long> tell = number -> {
                emitted.accept(number);
                return number;
            };
            Vertex left = job.numbers("left", 1, 0, 9_999).then(new Operation.Map(tell), Types.LONG);
            Vertex right = job.numbers("right", 1, 10_000, 19_999).then(new Operation.Map(tell), Types.LONG);
            Vertex consumer = job.vertex("consumer", 1);
            left.to(consumer, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
            right.to(consumer, ShipStrategy.FORWARD, new Partitioning.Forward(), 1);
            consumer.then(new Operation.CoMap(new CountsBoth()), Types.LONG)
                    .then(new Operation.SinkFunctionCall(sink), Types.LONG);
            return new Both(job, left, right, sink);
        }
    }

    /** FLINK-18139: barriers of all gates count. */
    @ParameterizedTest
    @EnumSource
    void aCheckpointOfTwoInputsContainsOfEachWhatCameBeforeItsBarrier(Way way) {
        rig.start(way);
        Both first = Both.of(job());
        LittleJob.Run[] run = new LittleJob.Run[1];
        CountDownLatch started = new CountDownLatch(1);
        emitted = number -> {
            if (number == 99 || number == 15_000) {
                await(started);
                run[0].task(number == 99 ? first.left : first.right, 0).triggerCheckpoint(TaskRig.aligned(1));
            }
        };
        run[0] = rig.start(first.job);
        started.countDown();
        Map<ExecutionAttemptId, Payload> state = TaskRig.stored(run[0], 1);
        run[0].events().awaitAll(TaskState.FINISHED);
        assertThat(first.sink.results()).hasSize(20_000);

        emitted = number -> {};
        Both second = Both.of(job());
        LittleJob.Run again = rig.start(second.job.restored(state));
        again.events().awaitAll(TaskState.FINISHED);
        assertThat(second.sink.results())
                .hasSize(20_000 - 100 - 5_001)
                .contains(101L, 10_000L, -5_002L, -10_000L)
                .doesNotContain(100L, 10_001L, -5_001L, -10_001L);
    }

    // ---- the end

    @ParameterizedTest
    @EnumSource
    void tasksThatHadEndedEndAgainWithoutRecords(Way way) {
        rig.start(way);
        Job first = counting(1000);
        LittleJob.Run run = rig.start(first.job.ended());
        run.events().awaitAll(TaskState.FINISHED);
        assertThat(first.sink.results()).isEmpty();
    }

    // ---- backpressure

    private static Vertex blockedConsumer(LittleJob job, Vertex producer) {
        MapFunction<Long, Long> wait = number -> {
            blocking.run();
            return number;
        };
        Vertex consumer = job.vertex("consumer", 1);
        producer.to(consumer, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        return consumer.then(new Operation.Map(wait), Types.LONG);
    }

    @ParameterizedTest
    @EnumSource
    void aSourceThatWaitsForRoomTakesItsSnapshotWithoutWaiting(Way way) throws Exception {
        rig.start(way);
        CountDownLatch open = new CountDownLatch(1);
        blocking = () -> await(open);
        LittleJob job = job();
        Vertex source = job.vertex("numbers", 1)
                .then(new Operation.FromSource(new EndlessSource(), WatermarkStrategy.noWatermarks()), Types.LONG);
        Vertex consumer = blockedConsumer(job, source);
        LittleJob.Run run = rig.start(job);
        run.events().awaitAll(TaskState.RUNNING);
        Thread thread = ((Task) run.task(source, 0)).thread();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        run.task(source, 0).triggerCheckpoint(TaskRig.aligned(1));
        run.events().awaitStored(run.task(source, 0).attempt(), 1);
        open.countDown();
        run.events().awaitStored(run.task(consumer, 0).attempt(), 1);
        run.cancelAll();
        run.events().awaitAllEnded();
    }

    // ---- failure and abort

    /** Fails its first snapshot. */
    private static final class Refusing implements MapFunction<Long, Long>, CheckpointedFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            emitted.accept(value);
            return value;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            if (context.getCheckpointId() == 1) {
                throw new IllegalStateException("not yet");
            }
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {}
    }

    @Test
    void aFunctionThatFailsToSnapshotDeclinesTheCheckpointAndTheTaskGoesOn() {
        rig.start(Way.LOCAL);
        Collected<Long> sink = new Collected<>();
        LittleJob job = job();
        Vertex source = job.numbers("numbers", 1, 0, 999)
                .then(new Operation.Map(new Refusing()), Types.LONG)
                .then(new Operation.SinkFunctionCall(sink), Types.LONG);
        LittleJob.Run[] run = new LittleJob.Run[1];
        CountDownLatch started = new CountDownLatch(1);
        emitted = number -> {
            if (number % 500 == 100) {
                await(started);
                run[0].task(source, 0).triggerCheckpoint(TaskRig.aligned(1 + number / 500));
            }
        };
        run[0] = rig.start(job);
        started.countDown();
        ExecutionAttemptId attempt = run[0].task(source, 0).attempt();
        FailureCause cause = run[0].events().awaitDeclined(attempt, 1);
        assertThat(cause.code()).isEqualTo(ErrorCode.USER_CODE);
        assertThat(cause.message()).contains("not yet", "operator 'Map 2'");
        run[0].events().awaitStored(attempt, 2);
        run[0].events().awaitAll(TaskState.FINISHED);
        assertThat(sink.results()).hasSize(1000);
    }

    @Test
    void anAbortEndsTheAlignmentAndTheNextCheckpointIsTaken() {
        rig.start(Way.LOCAL);
        Collected<Long> sink = new Collected<>();
        LittleJob job = job();
        MapFunction<Long, Long> tell = number -> {
            emitted.accept(number);
            return number;
        };
        Vertex source = job.numbers("numbers", 2, 0, 99_999).then(new Operation.Map(tell), Types.LONG);
        Vertex consumer = job.vertex("consumer", 1);
        source.to(consumer, ShipStrategy.REBALANCE, new Partitioning.Rebalance(), 0);
        consumer.then(new Operation.SinkFunctionCall(sink), Types.LONG);
        LittleJob.Run[] run = new LittleJob.Run[1];
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        emitted = number -> {
            if (number == 10) {
                await(started);
                run[0].task(source, 0).triggerCheckpoint(TaskRig.aligned(1));
            } else if (number == 49_990 || number == 60_000) {
                // the first source cannot get here before the abort unless its consumer reads on
                await(aborted);
                run[0].task(source, number > 50_000 ? 1 : 0).triggerCheckpoint(TaskRig.aligned(2));
            }
        };
        run[0] = rig.start(job);
        started.countDown();
        run[0].events().awaitStored(run[0].task(source, 0).attempt(), 1);
        run[0].task(consumer, 0).checkpointAborted(1);
        aborted.countDown();
        TaskRig.stored(run[0], 2);
        run[0].events().awaitAll(TaskState.FINISHED);
        assertThat(sink.results()).hasSize(100_000);
    }

    // ---- stopping with a savepoint

    /** Tells of the end of its input. */
    private static final class Ending implements SinkFunction<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Long value, Context context) {}

        @Override
        public void writeWatermark(Watermark watermark) {
            STEPS.add("time " + watermark.getTimestamp());
        }

        @Override
        public void finish() {
            STEPS.add("finish");
        }
    }

    private record Stopped(LittleJob.Run run, Vertex source, Vertex consumer) {}

    /** An endless source and a source function, which both have taken part in savepoint 1 of a job that is to stop. */
    private Stopped stopping(CheckpointRequest.Next next, Operation source) {
        rig.start(Way.LOCAL);
        STEPS.clear();
        LittleJob job = job();
        Vertex numbers = job.vertex("numbers", 1).then(source, Types.LONG);
        Vertex consumer = job.vertex("consumer", 1);
        numbers.to(consumer, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        consumer.then(new Operation.SinkFunctionCall(new Ending()), Types.LONG);
        LittleJob.Run run = rig.start(job);
        run.events().awaitAll(TaskState.RUNNING);
        while (source instanceof Operation.FromSourceFunction && functionThread == null) {
            Thread.onSpinWait();
        }
        run.task(numbers, 0).triggerCheckpoint(TaskRig.savepoint(1, next));
        TaskRig.stored(run, 1);
        return new Stopped(run, numbers, consumer);
    }

    private static Operation endlessReader() {
        return new Operation.FromSource(new EndlessSource(), WatermarkStrategy.noWatermarks());
    }

    private static void awaitStill(Thread thread) {
        while (thread.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
    }

    private static Operation endlessFunction() {
        emitted = number -> functionThread = Thread.currentThread();
        return new Operation.FromSourceFunction(new Counter(Long.MAX_VALUE), Boundedness.CONTINUOUS_UNBOUNDED);
    }

    /** FLINK-21132, FLINK-14239: neither the end of time nor of the input. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tasksThatAreToStopFinishWhenTheSavepointIsCompleteAndNotBefore(boolean reader) {
        Stopped stopped = stopping(CheckpointRequest.Next.SUSPEND, reader ? endlessReader() : endlessFunction());
        if (!reader) {
            // it cannot go on, and must not keep the lock from the task meanwhile
            awaitStill(functionThread);
        }
        assertThat(stopped.run.tasks().keySet())
                .allSatisfy(attempt ->
                        assertThat(stopped.run.events().state(attempt)).isEqualTo(TaskState.RUNNING));
        stopped.run.task(stopped.source, 0).checkpointCompleted(1, false);
        stopped.run.events().awaitState(stopped.run.task(stopped.source, 0).attempt(), TaskState.FINISHED);
        stopped.run.task(stopped.consumer, 0).checkpointCompleted(1, false);
        stopped.run.events().awaitAll(TaskState.FINISHED);
        assertThat(STEPS).isEmpty();
    }

    /** The producer has finished, so the savepoint has no barrier: it is taken when the last channel has ended. */
    @Test
    void aTaskThatIsToStopWhenItsInputHasEndedDoesNotProcessThatEnd() {
        rig.start(Way.LOCAL);
        STEPS.clear();
        CountDownLatch triggered = new CountDownLatch(1);
        emitted = number -> await(triggered);
        LittleJob job = job();
        Vertex numbers = job.vertex("numbers", 1)
                .then(new Operation.FromSourceFunction(new Counter(2), Boundedness.BOUNDED), Types.LONG);
        Vertex consumer = job.vertex("consumer", 1);
        numbers.to(consumer, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        consumer.then(new Operation.SinkFunctionCall(new Ending()), Types.LONG);
        LittleJob.Run run = rig.start(job);
        run.events().awaitAll(TaskState.RUNNING);
        run.task(consumer, 0).triggerCheckpoint(TaskRig.savepoint(1, CheckpointRequest.Next.SUSPEND));
        triggered.countDown();
        run.events().awaitStored(run.task(consumer, 0).attempt(), 1);
        run.task(consumer, 0).checkpointCompleted(1, false);
        run.events().awaitAll(TaskState.FINISHED);
        assertThat(STEPS).doesNotContain("finish");
    }

    /** Ends when it is cancelled again, and tells whether the first time came with an interrupt. */
    private static final class Patient implements SourceFunction<Long> {
        private static final long serialVersionUID = 1L;
        private static volatile boolean interrupted;
        private transient volatile int cancellations;

        @Override
        public void run(SourceContext<Long> context) {
            functionThread = Thread.currentThread();
            while (cancellations < 2) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void cancel() {
            interrupted = functionThread.isInterrupted();
            cancellations++;
        }
    }

    /** FLINK-21028. */
    @Test
    void aSourceFunctionThatStopsWithASavepointMayEndBeforeItIsInterrupted() {
        Stopped stopped = stopping(
                CheckpointRequest.Next.SUSPEND,
                new Operation.FromSourceFunction(new Patient(), Boundedness.CONTINUOUS_UNBOUNDED));
        stopped.run.tasks().values().forEach(task -> task.checkpointCompleted(1, false));
        stopped.run.events().awaitAll(TaskState.FINISHED);
        assertThat(Patient.interrupted).isFalse();
    }

    @Test
    void tasksGoOnWhenTheSavepointWithWhichTheyWereToStopIsAborted() {
        Stopped stopped = stopping(CheckpointRequest.Next.SUSPEND, endlessReader());
        stopped.run.tasks().values().forEach(task -> task.checkpointAborted(1));
        stopped.run.task(stopped.source, 0).triggerCheckpoint(TaskRig.aligned(2));
        TaskRig.stored(stopped.run, 2);
        stopped.run.cancelAll();
        stopped.run.events().awaitAllEnded();
        // The second that is cancelled may see first that the other one has gone.
        assertThat(stopped.run.events().failures().values())
                .allSatisfy(cause -> assertThat(cause.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
    }

    /** FLINK-21453. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDrainEndsTimeAndTheInputBeforeTheSavepoint(boolean reader) {
        Stopped stopped = stopping(CheckpointRequest.Next.DRAIN, reader ? endlessReader() : endlessFunction());
        assertThat(STEPS).containsExactly("time " + Long.MAX_VALUE, "finish");
        stopped.run.tasks().values().forEach(task -> task.checkpointCompleted(1, false));
        stopped.run.events().awaitAll(TaskState.FINISHED);
        assertThat(STEPS).hasSize(2);
    }

    @Test
    void aFailedSavepointAfterADrainFailsTheTasks() {
        Stopped stopped = stopping(CheckpointRequest.Next.DRAIN, endlessReader());
        stopped.run.tasks().values().forEach(task -> task.checkpointAborted(1));
        stopped.run.events().awaitAllEnded();
        assertThat(stopped.run.events().failures().values())
                .anySatisfy(cause -> assertThat(cause.message()).contains("savepoint 1 failed"));
    }

    // ---- a source function

    /** Emits numbers under the checkpoint lock, and remembers the next one. */
    private static final class Counter implements SourceFunction<Long>, CheckpointedFunction {
        private static final long serialVersionUID = 1L;
        private final long end;
        private transient ListState<Long> state;
        private long next;

        Counter(long end) {
            this.end = end;
        }

        @Override
        public void run(SourceContext<Long> context) {
            while (next < end) {
                synchronized (context.getCheckpointLock()) {
                    context.collect(next);
                    next++;
                }
                emitted.accept(next);
            }
        }

        @Override
        public void cancel() {}

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            state.update(List.of(next));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("next", Types.LONG));
            for (Long restored : state.get()) {
                next = restored;
            }
        }
    }

    private record Emitting(LittleJob job, Vertex source, Collected<Long> sink) {
        static Emitting of(LittleJob job, long end) {
            Collected<Long> sink = new Collected<>();
            Vertex source = job.vertex("numbers", 1)
                    .then(
                            new Operation.FromSourceFunction(new Counter(end), Boundedness.CONTINUOUS_UNBOUNDED),
                            Types.LONG);
            Vertex consumer = job.vertex("consumer", 1);
            source.to(consumer, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
            consumer.then(new Operation.SinkFunctionCall(sink), Types.LONG);
            return new Emitting(job, source, sink);
        }
    }

    @Test
    void theStateOfASourceFunctionIsWhatItHasEmitted() {
        rig.start(Way.LOCAL);
        long n = 20_000;
        Emitting first = Emitting.of(job(), n);
        LittleJob.Run[] run = new LittleJob.Run[1];
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch stored = new CountDownLatch(1);
        emitted = number -> {
            if (number == 1000) {
                await(started);
                run[0].task(first.source, 0).triggerCheckpoint(TaskRig.aligned(1));
                await(stored);
            }
        };
        run[0] = rig.start(first.job);
        started.countDown();
        Map<ExecutionAttemptId, Payload> state = TaskRig.stored(run[0], 1);
        stored.countDown();
        run[0].events().awaitAll(TaskState.FINISHED);
        assertThat(first.sink.results()).hasSize((int) n);

        Emitting second = Emitting.of(job(), n);
        LittleJob.Run again = rig.start(second.job.restored(state));
        again.events().awaitAll(TaskState.FINISHED);
        assertThat(second.sink.results())
                .containsExactlyElementsOf(LongStream.range(1000, n)
                        .boxed()
                        .map(Object.class::cast)
                        .toList());
    }

    // ---- pending requests

    /** Answers at once, or never. */
    private record Asking(boolean answers) implements AsyncFunction<Long, Long> {
        @Override
        public void asyncInvoke(Long input, ResultFuture<Long> result) {
            emitted.accept(input);
            if (answers) {
                result.complete(List.of(input));
            }
        }
    }

    private record Async(LittleJob job, Vertex source, Collected<Long> sink) {
        static Async of(LittleJob job, boolean answers) {
            Collected<Long> sink = new Collected<>();
            Vertex source = job.numbers("numbers", 1, 0, 9)
                    .then(
                            new Operation.AsyncWait(
                                    new Asking(answers), true, 0, 20, AsyncRetryStrategies.NO_RETRY_STRATEGY),
                            Types.LONG)
                    .then(new Operation.SinkFunctionCall(sink), Types.LONG);
            return new Async(job, source, sink);
        }
    }

    @Test
    void pendingRequestsAreAskedAgainAfterTheRestore() {
        rig.start(Way.LOCAL);
        Async first = Async.of(job(), false);
        LittleJob.Run[] run = new LittleJob.Run[1];
        CountDownLatch started = new CountDownLatch(1);
        triggerAt(started, run, first.source, 4);
        run[0] = rig.start(first.job);
        started.countDown();
        Map<ExecutionAttemptId, Payload> state = TaskRig.stored(run[0], 1);
        run[0].cancelAll();
        run[0].events().awaitAllEnded();
        assertThat(first.sink.results()).isEmpty();

        emitted = number -> {};
        Async second = Async.of(job(), true);
        LittleJob.Run again = rig.start(second.job.restored(state));
        again.events().awaitAll(TaskState.FINISHED);
        assertThat(second.sink.results())
                .containsExactlyElementsOf(
                        LongStream.range(0, 10).boxed().map(Object.class::cast).toList());
    }
}
