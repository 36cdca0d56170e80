package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Machine;
import dev.weft.engine.configuration.UserCodeOptions.ResolveOrder;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobGraphCompiler;
import dev.weft.engine.jobmaster.Balance;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.resourcemanager.ResourceSettings.Times;
import dev.weft.engine.taskexecutor.task.RunningTask;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEngineSettings;
import dev.weft.engine.taskexecutor.task.TaskEvents;
import dev.weft.engine.taskexecutor.task.TaskPlan;
import dev.weft.engine.taskexecutor.task.ThreadedTaskEngine;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.usercode.ResolvePolicy;
import dev.weft.engine.usercode.UserClassLoader;
import dev.weft.engine.view.ExecutorView;
import dev.weft.engine.view.JobView;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JobManager and several executors over real connections. */
@Timeout(30)
class LocalClusterTest {

    private static final AtomicLong SUM = new AtomicLong();
    private static final Times QUICK = new Times(
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofMillis(200),
            Duration.ofMillis(200));

    private static CountDownLatch reached = new CountDownLatch(1);

    /** Per executor: what it is told when one of its tasks cannot be ended. */
    private final Map<ExecutorId, Consumer<String>> faults = new ConcurrentHashMap<>();

    private final LocalCluster cluster = withEngines((executor, secret, onStuck) -> {
        faults.put(executor, onStuck);
        return new ThreadedTaskEngine(
                new TaskEngineSettings(ExchangeSettings.local(secret), LocalResourceProvider.HOST),
                Machine.system(),
                Transport.tcp(),
                onStuck::accept);
    });

    @AfterEach
    void close() throws Exception {
        cluster.close();
        cluster.finished().get(20, TimeUnit.SECONDS);
    }

    private LocalCluster withEngines(TaskEngineFactory engines) {
        return LocalCluster.start(
                new LocalClusterSettings(1, Balance.FILL, QUICK),
                Machine.system(),
                engines,
                (name, entries) -> UserClassLoader.open(
                        name,
                        entries,
                        new ResolvePolicy(ResolveOrder.PARENT_FIRST, List.of()),
                        getClass().getClassLoader()));
    }

    private static JobGraph summing(int parallelism, long last, long failAt) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        environment
                .fromSequence(1, last)
                .map(number -> {
                    if (number == failAt) {
                        throw new IllegalStateException("cannot take " + number);
                    }
                    return number;
                })
                .returns(Types.LONG)
                .keyBy(number -> number % 10)
                .addSink(new Summing());
        return JobGraphCompiler.compile(environment.getStreamGraph().program(), JobID.generate());
    }

    private JobView run(JobGraph graph) throws Exception {
        SUM.set(0);
        return cluster.submit(graph).get(20, TimeUnit.SECONDS);
    }

    @Test
    void recordsCrossExecutorsAndNoneIsLost() throws Exception {
        JobView job = run(summing(3, 10_000, 0));
        assertThat(job.failures()).isEmpty();
        assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(SUM).hasValue(10_000L * 10_001 / 2);
        assertThat(job.vertices())
                .allSatisfy(vertex -> assertThat(vertex.subtasks().stream()
                                .map(JobView.SubtaskView::executor)
                                .flatMap(Optional::stream)
                                .distinct())
                        .hasSize(3));
    }

    /** Carries so many megabytes with it. */
    private static MapFunction<Long, Long> heavy(int megabytes) {
        byte[] luggage = new byte[megabytes << 20];
        luggage[luggage.length - 1] = 1;
        return number -> number + luggage[luggage.length - 1];
    }

    @Test
    void aFunctionThatIsLargerThanAMessageRuns() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSequence(1, 10)
                .map(heavy(65))
                .returns(Types.LONG)
                .keyBy(number -> number)
                .addSink(new Summing());

        JobView job = run(JobGraphCompiler.compile(environment.getStreamGraph().program(), JobID.generate()));

        assertThat(job.failures()).isEmpty();
        assertThat(SUM).hasValue(65);
    }

    @Test
    void functionsThatTogetherAreLargerThanAMessageRun() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSequence(1, 10)
                .map(heavy(22))
                .returns(Types.LONG)
                .rebalance()
                .map(heavy(23))
                .returns(Types.LONG)
                .rebalance()
                .map(heavy(24))
                .returns(Types.LONG)
                .addSink(new Summing());

        JobView job = run(JobGraphCompiler.compile(environment.getStreamGraph().program(), JobID.generate()));

        assertThat(job.failures()).isEmpty();
        assertThat(SUM).hasValue(85);
    }

    @Test
    void jobsFollowEachOtherOnTheSameExecutors() throws Exception {
        assertThat(run(summing(2, 100, 0)).status()).isEqualTo(JobStatus.FINISHED);
        assertThat(run(summing(2, 100, 0)).status()).isEqualTo(JobStatus.FINISHED);
        assertThat(cluster.view().jobs()).hasSize(2);
    }

    @Test
    void theFailureOfTheUsersCodeIsTheRootAcrossExecutors() throws Exception {
        JobView job = run(summing(3, 1_000_000, 77_777));
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failures().get(0).cause().summary()).contains("cannot take 77777");
        assertThat(job.failures().get(0).cause().stackTrace())
                .contains(getClass().getName());
    }

    /** Cannot start a task. */
    private static final class WithoutMemory implements TaskEngine {
        @Override
        public int dataPort() {
            return 1;
        }

        @Override
        public RunningTask start(TaskPlan plan, TaskEvents events) {
            throw new OutOfMemoryError("Java heap space");
        }

        @Override
        public void releaseFormer(JobTopology topology) {}

        @Override
        public void releaseJob(JobID job) {}

        @Override
        public void stop(Runnable stopped) {
            stopped.run();
        }
    }

    static Stream<Arguments> partsWithoutMemory() {
        TaskEngineFactory resourceManager = (executor, secret, onStuck) -> {
            throw new OutOfMemoryError("Java heap space");
        };
        TaskEngineFactory executor = (id, secret, onStuck) -> new WithoutMemory();
        return Stream.of(Arguments.of("ResourceManager", resourceManager), Arguments.of("executor", executor));
    }

    @ParameterizedTest(name = "the {0}")
    @MethodSource("partsWithoutMemory")
    void memoryThatIsShortIsNotTheFaultOfThePartThatAsksNext(String part, TaskEngineFactory engines) {
        LocalCluster withoutMemory = withEngines(engines);
        LocalJobClient job =
                LocalJobClient.run(summing(1, 10, 0), withoutMemory, getClass().getClassLoader());
        assertThatThrownBy(() -> job.getJobExecutionResult().get(20, TimeUnit.SECONDS))
                .hasMessageContaining("java.lang.OutOfMemoryError: Java heap space while it ran the tasks 'Source: ")
                .hasMessageContaining("; the heap of this JVM is full at ")
                .hasMessageNotContaining("executor")
                .hasMessageNotContaining("resourcemanager");
    }

    @Test
    void theSameJobIsNotRunTwice() throws Exception {
        JobGraph graph = summing(1, 10, 0);
        JobView ended = run(graph);
        assertThat(cluster.submit(graph).get(20, TimeUnit.SECONDS)).isEqualTo(ended);
        run(summing(1, 10, 0));
        assertThat(cluster.view().jobs()).hasSize(2);
    }

    @Test
    void aJobThatIsSubmittedAgainWhileItRunsHasOneResult() throws Exception {
        JobGraph graph = summing(2, Long.MAX_VALUE, 0);
        CompletableFuture<JobView> first = cluster.submit(graph);
        assertThat(cluster.submit(graph)).isSameAs(first);
        cluster.cancel(graph.jobId());
        assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void theLossOfAnExecutorFailsItsJobAndTheNextJobGetsAnother() throws Exception {
        reached = new CountDownLatch(1);
        CompletableFuture<JobView> endless = cluster.submit(summing(3, Long.MAX_VALUE, 0));
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        ExecutorId lost = new ExecutorId("local-1");

        faults.get(lost).accept("its task cannot be stopped");

        JobView job = endless.get(20, TimeUnit.SECONDS);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failures().get(0).executor()).contains(lost);
        assertThat(job.failures().get(0).cause().code()).isEqualTo(ErrorCode.EXECUTOR_LOST);
        assertThat(job.failures().get(0).cause().message()).contains("local-1", "its task cannot be stopped");
        assertThat(job.vertices())
                .allSatisfy(vertex -> assertThat(vertex.subtasks())
                        .allSatisfy(
                                task -> assertThat(task.state().isTerminal()).isTrue()));

        JobView next = run(summing(3, 1000, 0));
        assertThat(next.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(SUM).hasValue(1000L * 1001 / 2);
        assertThat(cluster.view().executors())
                .extracting(ExecutorView::id)
                .hasSize(3)
                .doesNotContain(lost);
    }

    private static final class Summing implements SinkFunction<Long> {
        @Override
        public void invoke(Long value, Context context) {
            SUM.addAndGet(value);
            reached.countDown();
        }
    }
}
