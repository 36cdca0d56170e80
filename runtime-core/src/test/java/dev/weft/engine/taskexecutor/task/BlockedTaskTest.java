package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.Machine;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.LittleJob.Vertex;
import dev.weft.engine.taskexecutor.task.TaskRig.Way;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.engine.testing.SteppedThreads;
import dev.weft.engine.transport.Transport;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.functions.async.AsyncFunction;
import dev.weft.streaming.api.functions.source.SourceFunction;
import dev.weft.streaming.api.operators.StreamingRuntimeContext;
import dev.weft.streaming.runtime.tasks.ProcessingTimeService;
import dev.weft.streaming.util.retryable.AsyncRetryStrategies;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A task with a blocked output still runs its mails and timers, ends at once when it is cancelled, and does not spin.
 */
@Timeout(60)
class BlockedTaskTest {

    /** So many come only from a task that goes on listening: its queues are full long before. */
    private static final int MANY_TICKS = 100;

    private static Semaphore ticks;
    private static CountDownLatch told;
    private static Runnable blocking;

    private final TaskRig rig = new TaskRig();

    @BeforeEach
    void begin() {
        ticks = new Semaphore(0);
        told = new CountDownLatch(1);
        blocking = BlockedTaskTest::untilInterrupted;
    }

    @AfterEach
    void closeEngines() {
        rig.close();
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a timer that is set again whenever it fires. */
    private static final class Ticking extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;
        private final long periodMs;
        private transient ProcessingTimeService time;

        Ticking(long periodMs) {
            this.periodMs = periodMs;
        }

        @Override
        public void open(OpenContext context) {
            time = ((StreamingRuntimeContext) getRuntimeContext()).getProcessingTimeService();
            next();
        }

        private void next() {
            time.registerTimer(time.getCurrentProcessingTime() + periodMs - 1, fired -> {
                ticks.release();
                next();
            });
        }

        @Override
        public Long map(Long value) {
            return value;
        }
    }

    /** Never comes back from its first record. */
    private static final class Blocking extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            blocking.run();
            return value;
        }
    }

    private static Vertex blocked(LittleJob job, Vertex producer) {
        Vertex consumer = job.vertex("consumer", 1);
        producer.to(consumer, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        return consumer.then(new Operation.Map(new Blocking()), Types.LONG);
    }

    private static Vertex endless(LittleJob job, long periodMs) {
        return job.vertex("numbers", 1)
                .then(new Operation.FromSource(new EndlessSource(), WatermarkStrategy.noWatermarks()), Types.LONG)
                .then(new Operation.Map(new Ticking(periodMs)), Types.LONG);
    }

    private LittleJob.Run start(LittleJob job, Way way) {
        LittleJob.Run run =
                job.start(rig.start(way), (vertex, subtask) -> way != Way.LOCAL && vertex.equals("consumer") ? 1 : 0);
        run.events().awaitAll(TaskState.RUNNING);
        return run;
    }

    private static void awaitTicks() throws InterruptedException {
        assertThat(ticks.tryAcquire(MANY_TICKS, 30, TimeUnit.SECONDS)).isTrue();
    }

    private static void cancel(LittleJob.Run run, Vertex vertex) {
        RunningTask task = run.task(vertex, 0);
        task.cancel();
        run.events().awaitState(task.attempt(), TaskState.CANCELED);
        run.cancelAll();
        run.events().awaitAllEnded();
    }

    @ParameterizedTest
    @EnumSource
    void timersOfASourceFireItsCommandsComeAndCancelEndsIt(Way way) throws InterruptedException {
        EndlessSource.onNoMoreSplits(told::countDown);
        LittleJob job = new LittleJob();
        Vertex source = endless(job, 5);
        blocked(job, source);
        LittleJob.Run run = start(job, way);
        awaitTicks();
        run.task(source, 0).deliver(0, new SourceCommand.NoMoreSplits());
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        cancel(run, source);
    }

    @ParameterizedTest
    @EnumSource
    void timersOfATaskThatReadsFireAndCancelEndsIt(Way way) throws InterruptedException {
        LittleJob job = new LittleJob();
        Vertex middle = job.vertex("middle", 1);
        job.numbers("numbers", 1, 0, Long.MAX_VALUE / 2)
                .to(middle, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        middle.then(new Operation.Map(new Ticking(5)), Types.LONG);
        blocked(job, middle);
        LittleJob.Run run = start(job, way);
        awaitTicks();
        cancel(run, middle);
    }

    /** Emits without end, each record by itself. */
    private record Flood() implements SourceFunction<Long> {
        @Override
        public void run(SourceContext<Long> context) {
            for (long i = 0; ; i++) {
                context.collect(i);
            }
        }

        @Override
        public void cancel() {}
    }

    @ParameterizedTest
    @EnumSource
    void timersOfASourceFunctionFireAndCancelEndsIt(Way way) throws InterruptedException {
        LittleJob job = new LittleJob();
        Vertex source = job.vertex("flood", 1)
                .then(new Operation.FromSourceFunction(new Flood(), Boundedness.CONTINUOUS_UNBOUNDED), Types.LONG)
                .then(new Operation.Map(new Ticking(5)), Types.LONG);
        blocked(job, source);
        LittleJob.Run run = start(job, way);
        awaitTicks();
        cancel(run, source);
    }

    /** Never gets an answer. */
    private static final class Unanswered implements AsyncFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void asyncInvoke(Long input, dev.weft.streaming.api.functions.async.ResultFuture<Long> result) {}
    }

    @Test
    void timersFireWhileAnAsyncFunctionIsFull() throws InterruptedException {
        LittleJob job = new LittleJob();
        Vertex source = endless(job, 5)
                .then(
                        new Operation.AsyncWait(new Unanswered(), true, 0, 10, AsyncRetryStrategies.NO_RETRY_STRATEGY),
                        Types.LONG);
        LittleJob.Run run = start(job, Way.LOCAL);
        awaitTicks();
        cancel(run, source);
    }

    @Test
    void timersFireWhileTheClientDoesNotFetchWhatIsCollected() throws InterruptedException {
        LittleJob job = new LittleJob();
        Vertex source = endless(job, 5).then(new Operation.Collect("results"), Types.LONG);
        LittleJob.Run run = start(job, Way.LOCAL);
        awaitTicks();
        cancel(run, source);
    }

    @ParameterizedTest
    @EnumSource
    void cancelEndsASingleCallThatEmitsWithoutEnd(Way way) throws InterruptedException {
        LittleJob job = new LittleJob();
        FlatMapFunction<Long, Long> endless = (value, out) -> {
            ticks.release(MANY_TICKS);
            for (long i = 0; ; i++) {
                out.collect(i);
            }
        };
        Vertex source = job.numbers("numbers", 1, 0, 10).then(new Operation.FlatMap(endless), Types.LONG);
        blocked(job, source);
        LittleJob.Run run = start(job, way);
        awaitTicks();
        cancel(run, source);
    }

    @ParameterizedTest
    @EnumSource
    void aBlockedTaskTakesNoProcessorTime(Way way) throws InterruptedException {
        LittleJob job = new LittleJob();
        Vertex source = endless(job, 100);
        blocked(job, source);
        LittleJob.Run run = start(job, way);
        Task task = (Task) run.task(source, 0);
        assertThat(ticks.tryAcquire(5, 10, TimeUnit.SECONDS)).isTrue();
        ticks.drainPermits();
        long beganNs = System.nanoTime();
        long usedNs = ManagementFactory.getThreadMXBean()
                .getThreadCpuTime(task.thread().getId());
        assertThat(ticks.tryAcquire(20, 20, TimeUnit.SECONDS)).isTrue();
        usedNs = ManagementFactory.getThreadMXBean()
                        .getThreadCpuTime(task.thread().getId())
                - usedNs;
        assertThat(usedNs).isLessThan((System.nanoTime() - beganNs) / 100);
        cancel(run, source);
    }

    @Test
    void forAMinuteOfManualTimeEachTimerFiresOnTimeAndTheTaskSleepsInBetween() {
        ManualClock clock = new ManualClock();
        ManualEventLoop loop = new ManualEventLoop(clock);
        SteppedThreads threads = new SteppedThreads(clock);
        blocking = () -> {
            while (!Thread.currentThread().isInterrupted()) {
                threads.park("a record");
            }
        };
        AtomicInteger noMore = new AtomicInteger();
        EndlessSource.onNoMoreSplits(noMore::incrementAndGet);
        ThreadedTaskEngine engine = new ThreadedTaskEngine(
                new TaskEngineSettings(ExchangeSettings.local(Secret.random()), "localhost"),
                new Machine(clock, (name, faults) -> loop, threads, IoExecutor.Starter.threads(), new Random(1)),
                Transport.tcp(),
                message -> {});
        LittleJob job = new LittleJob();
        Vertex source = endless(job, 1000);
        blocked(job, source);
        LittleJob.Run run = job.start(List.of(engine));
        Task task = (Task) run.task(source, 0);
        threads.runAll();
        int sleeps = threads.sleeps(task.thread());
        for (int second = 1; second <= 60; second++) {
            loop.advance(Duration.ofMillis(999));
            threads.runAll();
            assertThat(ticks.availablePermits()).isEqualTo(second - 1);
            loop.advance(Duration.ofMillis(1));
            threads.runAll();
            assertThat(ticks.availablePermits()).isEqualTo(second);
        }
        assertThat(threads.sleeps(task.thread()) - sleeps).isEqualTo(60);
        task.deliver(0, new SourceCommand.NoMoreSplits());
        threads.runAll();
        assertThat(noMore).hasValue(1);
        run.cancelAll();
        threads.runAll();
        run.events().awaitState(task.attempt(), TaskState.CANCELED);
        engine.stop(() -> {});
        loop.runAll();
    }
}
