package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.accumulators.LongCounter;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.LittleJob.Vertex;
import dev.weft.engine.transport.Transport;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.functions.source.SourceFunction;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TaskLifeTest {

    private static final List<String> STEPS = new CopyOnWriteArrayList<>();
    private static volatile CountDownLatch inUserCode;

    private final ThreadedTaskEngine engine = new ThreadedTaskEngine(
            new TaskEngineSettings(ExchangeSettings.local(Secret.random()), "localhost"),
            Machine.system(),
            Transport.tcp(),
            message -> {});

    @BeforeEach
    void forget() {
        STEPS.clear();
        inUserCode = new CountDownLatch(1);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** Notes its life; fails where it is told to. */
    private static final class Noting extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;
        private final String name;
        private final String failIn;

        Noting(String name, String failIn) {
            this.name = name;
            this.failIn = failIn;
        }

        private void step(String step) {
            STEPS.add(step + " " + name);
            if (step.equals(failIn)) {
                throw new IllegalStateException("boom in " + step);
            }
        }

        @Override
        public void open(OpenContext context) {
            step("open");
            getRuntimeContext().getLongCounter("seen").add(0);
        }

        @Override
        public Long map(Long value) {
            if (value == 0) {
                step("map");
            }
            getRuntimeContext().getLongCounter("seen").add(1);
            return value;
        }

        @Override
        public void close() {
            step("close");
        }
    }

    private static Operation.SinkFunctionCall nowhere() {
        return new Operation.SinkFunctionCall(new SinkFunction<Long>() {
            private static final long serialVersionUID = 1L;
        });
    }

    private LittleJob.Run runChain(Noting... functions) {
        LittleJob job = new LittleJob();
        Vertex vertex = job.numbers("numbers", 1, 0, 9);
        for (Noting function : functions) {
            vertex.then(new Operation.Map(function), Types.LONG);
        }
        vertex.then(nowhere(), Types.LONG);
        LittleJob.Run run = job.start(List.of(engine));
        run.events().awaitAllEnded();
        return run;
    }

    private static FailureCause onlyFailure(LittleJob.Run run) {
        assertThat(run.events().failures()).hasSize(1);
        return run.events().failures().values().iterator().next();
    }

    @Test
    void operatorsOpenFromTheLastToTheFirstAndCloseFromTheFirstToTheLast() throws Exception {
        LittleJob.Run run = runChain(new Noting("a", ""), new Noting("b", ""));
        assertThat(STEPS).containsExactly("open b", "open a", "map a", "map b", "close a", "close b");
        ExecutionAttemptId attempt = run.tasks().keySet().iterator().next();
        LongCounter seen = UserObjects.read(
                run.events().accumulators(attempt).get("seen"),
                getClass().getClassLoader(),
                LongCounter.class,
                "accumulator");
        assertThat(seen.getLocalValue()).isEqualTo(20L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "map", "close"})
    void aFailureNamesTheOperatorAndShowsTheUsersStackAndEverybodyIsClosed(String where) {
        LittleJob.Run run = runChain(new Noting("a", ""), new Noting("b", where));
        FailureCause cause = onlyFailure(run);
        assertThat(cause.code()).isEqualTo(ErrorCode.USER_CODE);
        assertThat(cause.type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(cause.message()).contains("boom in " + where, "operator 'Map 3'", "numbers (1/1)");
        assertThat(cause.stackTrace())
                .startsWith("java.lang.IllegalStateException: boom in " + where + "\n\tat " + Noting.class.getName());
        if (where.equals("open")) {
            assertThat(STEPS).containsExactly("open b", "close b");
        } else {
            assertThat(STEPS).endsWith("close a", "close b");
        }
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // the user's mistake
    void aRecordOfAnotherTypeThanItsStreamsIsExplained() {
        LittleJob job = new LittleJob();
        MapFunction lying = value -> "text";
        MapFunction<Long, Long> honest = value -> value + 1;
        job.numbers("numbers", 1, 0, 9)
                .then(new Operation.Map((MapFunction<Long, Long>) lying), Types.LONG)
                .then(new Operation.Map(honest), Types.LONG)
                .then(nowhere(), Types.LONG);
        LittleJob.Run run = job.start(List.of(engine));
        run.events().awaitAllEnded();
        assertThat(onlyFailure(run).summary())
                .startsWith(
                        "java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Long")
                .contains("operator 'Map 3'")
                .endsWith("look for unchecked casts, raw types and a wrong returns(...)");
    }

    @Test
    void outOfMemoryIsAMatterOfResources() {
        LittleJob job = new LittleJob();
        MapFunction<Long, Long> hungry = value -> {
            throw new OutOfMemoryError("Java heap space");
        };
        job.numbers("numbers", 1, 0, 9)
                .then(new Operation.Map(hungry), Types.LONG)
                .then(nowhere(), Types.LONG);
        LittleJob.Run run = job.start(List.of(engine));
        run.events().awaitAllEnded();
        assertThat(onlyFailure(run).code()).isEqualTo(ErrorCode.INSUFFICIENT_RESOURCES);
        assertThat(onlyFailure(run).message())
                .contains("Java heap space", "the heap of this JVM is full", "-Xmx")
                .doesNotContain("taskmanager");
    }

    /** Fails, and takes until it is cancelled to close. */
    private static final class FailingThenCancelled extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            throw new IllegalArgumentException("root cause");
        }

        @Override
        public void close() throws Exception {
            inUserCode.countDown();
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aTaskThatIsCancelledWhileItFailsHasFailed() throws Exception {
        LittleJob job = new LittleJob();
        job.numbers("numbers", 1, 0, 9)
                .then(new Operation.Map(new FailingThenCancelled()), Types.LONG)
                .then(nowhere(), Types.LONG);
        LittleJob.Run run = job.start(List.of(engine));
        assertThat(inUserCode.await(20, TimeUnit.SECONDS)).isTrue();
        run.tasks().values().forEach(RunningTask::cancel);
        run.events().awaitAllEnded();
        assertThat(onlyFailure(run).message()).contains("root cause");
    }

    @Test
    void neighboursOfAFailedTaskReportALostConnection() {
        LittleJob job = new LittleJob();
        MapFunction<Long, Long> failing = value -> {
            throw new IllegalArgumentException("root cause");
        };
        Vertex source = job.numbers("numbers", 1, 0, 1_000_000);
        Vertex middle = job.vertex("middle", 1);
        Vertex last = job.vertex("last", 1);
        source.to(middle, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        middle.then(new Operation.Map(failing), Types.LONG)
                .to(last, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        last.then(nowhere(), Types.LONG);
        LittleJob.Run run = job.start(List.of(engine));
        run.events().awaitAllEnded();
        assertThat(run.events().failures().values().stream().map(FailureCause::code))
                .containsExactlyInAnyOrder(ErrorCode.USER_CODE, ErrorCode.CONNECTION_LOST, ErrorCode.CONNECTION_LOST);
    }

    private static void blockUntilInterrupted() throws InterruptedException {
        inUserCode.countDown();
        new CountDownLatch(1).await();
    }

    @ParameterizedTest
    @CsvSource({"0, its output is full", "1, it is in user code", "2, it waits for input"})
    void cancelEndsATaskWherever(int victim, String place) throws Exception {
        LittleJob job = new LittleJob();
        MapFunction<Long, Long> blocking = value -> {
            blockUntilInterrupted();
            return value;
        };
        Vertex source = job.numbers("numbers", 1, 0, 10_000_000);
        Vertex middle = job.vertex("middle", 1);
        Vertex last = job.vertex("last", 1);
        source.to(middle, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        middle.then(new Operation.Map(blocking), Types.LONG)
                .to(last, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        last.then(nowhere(), Types.LONG);
        LittleJob.Run run = job.start(List.of(engine));
        run.events().awaitAll(TaskState.RUNNING);
        assertThat(inUserCode.await(10, TimeUnit.SECONDS)).isTrue();
        RunningTask task = run.task(List.of(source, middle, last).get(victim), 0);
        task.cancel();
        run.events().awaitState(task.attempt(), TaskState.CANCELED);
        run.cancelAll();
        run.events().awaitAllEnded();
    }

    /** Never gets ready. */
    private static final class BlockingOpen extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) throws Exception {
            blockUntilInterrupted();
        }

        @Override
        public Long map(Long value) {
            return value;
        }
    }

    @Test
    void cancelEndsATaskThatOpens() throws Exception {
        LittleJob job = new LittleJob();
        job.numbers("numbers", 1, 0, 1)
                .then(new Operation.Map(new BlockingOpen()), Types.LONG)
                .then(nowhere(), Types.LONG);
        LittleJob.Run run = job.start(List.of(engine));
        assertThat(inUserCode.await(10, TimeUnit.SECONDS)).isTrue();
        run.cancelAll();
        run.events().awaitAll(TaskState.CANCELED);
    }

    /** Emits three numbers, then ends or waits to be told to. */
    private record ThreeNumbers(boolean ends) implements SourceFunction<Long> {
        @Override
        public void run(SourceContext<Long> context) throws Exception {
            for (long i = 0; i < 3; i++) {
                context.collect(i);
            }
            if (!ends) {
                blockUntilInterrupted();
            }
        }

        @Override
        public void cancel() {
            STEPS.add("cancel");
        }
    }

    /** Emits from two threads that it starts, as clients with callbacks do. */
    private record FromCallbacks(long count) implements SourceFunction<Long> {
        @Override
        public void run(SourceContext<Long> context) throws Exception {
            List<Thread> threads = IntStream.range(0, 2)
                    .mapToObj(first -> new Thread(() -> {
                        for (long i = first; i < count; i += 2) {
                            context.collect(i);
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        @Override
        public void cancel() {}
    }

    @Test
    void aSourceFunctionMayEmitFromThreadsOfItsOwn() {
        Collected<Long> sink = new Collected<>();
        LittleJob job = new LittleJob();
        Vertex source = job.vertex("legacy", 1)
                .then(new Operation.FromSourceFunction(new FromCallbacks(300_000), Boundedness.BOUNDED), Types.LONG);
        Vertex last = job.vertex("last", 1);
        source.to(last, ShipStrategy.REBALANCE, new Partitioning.Rebalance(), 0);
        last.then(new Operation.SinkFunctionCall(sink), Types.LONG);
        job.start(List.of(engine)).events().awaitAll(TaskState.FINISHED);
        assertThat(sink.results()).hasSize(300_000);
    }

    private static LittleJob legacyJob(boolean ends, Collected<Long> sink) {
        LittleJob job = new LittleJob().bufferTimeoutMs(5);
        Vertex source = job.vertex("legacy", 1)
                .then(new Operation.FromSourceFunction(new ThreeNumbers(ends), Boundedness.BOUNDED), Types.LONG);
        Vertex last = job.vertex("last", 1);
        source.to(last, ShipStrategy.REBALANCE, new Partitioning.Rebalance(), 0);
        last.then(new Operation.SinkFunctionCall(sink), Types.LONG);
        return job;
    }

    @Test
    void aSourceFunctionThatReturnsEndsItsInput() {
        Collected<Long> sink = new Collected<>();
        legacyJob(true, sink).start(List.of(engine)).events().awaitAll(TaskState.FINISHED);
        assertThat(sink.results()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void cancelTellsASourceFunctionAndInterruptsIt() throws Exception {
        LittleJob.Run run = legacyJob(false, new Collected<>()).start(List.of(engine));
        assertThat(inUserCode.await(10, TimeUnit.SECONDS)).isTrue();
        ExecutionAttemptId source = new ExecutionAttemptId(new VertexId("00000000000000000000000000000001"), 0, 0, 1);
        run.tasks().get(source).cancel();
        run.events().awaitState(source, TaskState.CANCELED);
        assertThat(STEPS).contains("cancel");
    }

    /** Says when it has got something. */
    private record Arrival() implements SinkFunction<Long> {
        @Override
        public void invoke(Long value, Context context) {
            inUserCode.countDown();
        }
    }

    /** Emits one number and waits until it has come to all who read it. */
    private record Patient() implements SourceFunction<Long> {
        @Override
        public void run(SourceContext<Long> context) throws Exception {
            context.collect(1L);
            STEPS.add(inUserCode.await(10, TimeUnit.SECONDS) ? "arrived" : "lost");
        }

        @Override
        public void cancel() {}
    }

    @Test
    void whatASourceFunctionHasEmittedComesToAllWhileItWaitsWhateverTheBufferTimeouts() {
        inUserCode = new CountDownLatch(3);
        LittleJob job = new LittleJob();
        Vertex source = job.vertex("legacy", 1)
                .then(new Operation.FromSourceFunction(new Patient(), Boundedness.BOUNDED), Types.LONG);
        for (long timeoutMs : List.of(-1L, 0L, 5L)) {
            Vertex last = job.bufferTimeoutMs(timeoutMs).vertex("after " + timeoutMs, 1);
            source.to(last, ShipStrategy.REBALANCE, new Partitioning.Rebalance(), 0);
            last.then(new Operation.SinkFunctionCall(new Arrival()), Types.LONG);
        }
        job.start(List.of(engine)).events().awaitAll(TaskState.FINISHED);
        assertThat(STEPS).containsExactly("arrived");
    }

    @Test
    void aChainThatCannotBeReadFailsTheTask() {
        LittleJob job = new LittleJob();
        Vertex vertex = job.numbers("numbers", 1, 0, 1);
        vertex.then(new Operation.Map(new Unreadable()), Types.LONG);
        LittleJob.Run run = job.start(List.of(engine));
        run.events().awaitAllEnded();
        assertThat(onlyFailure(run).stackTrace()).contains("cannot be read");
    }

    /** Can be written but not read. */
    private static final class Unreadable implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            return value;
        }

        private Object readResolve() throws ObjectStreamException {
            throw new InvalidObjectException("cannot be read");
        }
    }
}
